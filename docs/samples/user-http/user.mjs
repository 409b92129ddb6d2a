// A user in JavaScript, asked over HTTP by services/Tarl.UserSimulator (UserSimulator__Kind=Http, HttpUser__Address=http://localhost:8090/).
// A POST brings a SimulateUserTurn, the answer is a UserTurnSimulated. Nothing is kept between turns, so the same question gets the same answer.
import { createServer } from 'node:http';

const maxBytes = 16 << 20;
const patience = 8;

const server = createServer(async (request, response) => {
  try {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(reply(JSON.parse(await read(request)))));
  } catch (error) {
    // The episode ends as failed at the user; no words are made up for it.
    response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message);
  }
});
server.listen(Number(process.env.PORT ?? 8090), process.env.HOST ?? '127.0.0.1', () => console.log(`Listening on ${server.address().port}.`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));

/** What the user says next. Ask a model here: task.instruction is what the user knows and wants, dialogue is what was said. */
function reply({ task, dialogue }) {
  const heard = dialogue.filter((utterance) => utterance.role === 'Agent').map((utterance) => utterance.text);
  if (heard.length === 0) return { text: `Hello. ${task.script.goals.map((goal) => `${goal.intent}: ${Object.values(goal.facts).join(', ')}`).join('; ')}`, stop: false };
  const last = heard.at(-1).toLowerCase();
  if (/\b(done|cannot|transfer)/.test(last) || heard.length >= patience) return { text: 'Thanks, that is all.', stop: true };
  if (/^(shall|do you confirm|is that right)/.test(last)) return { text: 'Yes, please.', stop: false };
  return { text: Object.entries(task.script.identity).map(([name, value]) => `My ${name.replaceAll('_', ' ')} is ${value}.`).join(' ') || 'I do not know.', stop: false };
}

async function read(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error('The question is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
