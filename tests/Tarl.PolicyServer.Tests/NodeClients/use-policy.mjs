// What OpenAI's own client makes of a policy server. Arguments: base URL, API key. Prints JSON.
import OpenAI from 'openai';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const tools = [{
  type: 'function',
  function: { name: 'cancel_order', description: 'Cancels an order.', parameters: { type: 'object', properties: { order_id: { type: 'string' } } } },
}];
const asked = [{ role: 'system', content: 'retail' }, { role: 'user', content: 'Please cancel my order.' }];
const request = { model: 'tarl', messages: asked, tools, temperature: 0 };
const results = {};

results.models = (await client.models.list()).data.map(model => model.id);
results.model = (await client.models.retrieve('tarl')).object;

const called = await client.chat.completions.create(request);
results.called = called;
const answer = { role: 'tool', tool_call_id: called.choices[0].message.tool_calls[0].id, content: 'cancelled' };
const messages = [...asked, called.choices[0].message, answer];
results.answered = await client.chat.completions.create({ ...request, messages, logprobs: true, top_logprobs: 2 });

const stream = await client.chat.completions.create({ ...request, messages, stream: true, stream_options: { include_usage: true } });
results.streamed = { words: '', finish: null, usage: null };
for await (const chunk of stream) {
  results.streamed.words += chunk.choices[0]?.delta.content ?? '';
  results.streamed.finish ??= chunk.choices[0]?.finish_reason ?? null;
  results.streamed.usage ??= chunk.usage ?? null;
}

// The client's own joining of chunks, which is strict about them.
results.joined = await client.chat.completions.stream({ ...request, logprobs: true }).finalChatCompletion();

results.errors = {};
const failing = {
  model: { ...request, model: 'gpt-4o' },
  choices: { ...request, n: 2 },
  role: { ...request, messages: [{ role: 'narrator', content: 'x' }] },
  context: { ...request, messages: [{ role: 'user', content: 'order 12 '.repeat(2000) }] },
  streamedContext: { ...request, stream: true, messages: [{ role: 'user', content: 'order 12 '.repeat(2000) }] },
};
for (const [name, body] of Object.entries(failing)) {
  results.errors[name] = await refusal(() => client.chat.completions.create(body));
}
results.errors.key = await refusal(() => new OpenAI({ baseURL, apiKey: 'another', maxRetries: 0 }).models.list());

async function refusal(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { kind: error.constructor.name, status: error.status, code: error.code, param: error.param };
  }
}

console.log(JSON.stringify(results));
