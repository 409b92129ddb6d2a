// A judge in JavaScript, in place of services/Tarl.Judge: reads EpisodeCompleted from its queue, publishes EpisodeJudged.
// The same settings from the environment: Bus__Url, Bus__Username, Bus__Password or Bus__PasswordFile. With PORT it answers probes.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import amqp from 'amqplib';
import { score } from './score.mjs';

const queue = 'judge-episode';
const consumed = 'Tarl.Contracts.Episodes:EpisodeCompleted';
const published = 'Tarl.Contracts.Rewards:EpisodeJudged';
const contentType = 'application/vnd.masstransit+json';

const bus = new URL((process.env.Bus__Url ?? 'rabbitmq://localhost:5672/').replace(/^rabbitmq/, 'amqp'));
const password = process.env.Bus__PasswordFile ? readFileSync(process.env.Bus__PasswordFile, 'utf8').trimEnd() : process.env.Bus__Password;
const connection = await amqp.connect({
  protocol: bus.protocol.slice(0, -1),
  hostname: bus.hostname,
  port: Number(bus.port || (bus.protocol === 'amqps:' ? 5671 : 5672)),
  vhost: decodeURIComponent(bus.pathname.slice(1)) || '/',
  username: process.env.Bus__Username ?? 'guest',
  password: password ?? 'guest',
});

// Without its broker a judge is of no use: it ends, and its supervisor starts it again.
let stopping = false;
connection.on('error', (error) => console.error(`The broker: ${error.message}`));
connection.on('close', () => { if (!stopping) process.exit(1); });

// Confirms: a message is published when the broker says so.
const channel = await connection.createConfirmChannel();
await channel.assertExchange(consumed, 'fanout', { durable: true });
await channel.assertExchange(published, 'fanout', { durable: true });
await declareQueue(queue);
await channel.bindExchange(queue, consumed, '');

// Episodes at once; what is not acknowledged when this process dies goes to the next one.
await channel.prefetch(32);
const working = new Set();
const { consumerTag } = await channel.consume(queue, (delivery) => {
  if (delivery === null) process.exit(1);
  const work = handle(delivery).catch((error) => { console.error(error); process.exit(1); }).finally(() => working.delete(work));
  working.add(work);
});

if (process.env.PORT) {
  createServer((request, response) => response.writeHead(/^\/health\/(live|ready)$/.test(request.url) ? 200 : 404).end()).listen(Number(process.env.PORT));
}

// What has been begun is finished.
process.on('SIGTERM', async () => {
  stopping = true;
  await channel.cancel(consumerTag);
  await Promise.all(working);
  await connection.close();
  process.exit(0);
});
console.log(`Judging what comes to ${queue}.`);

async function handle(delivery) {
  let envelope;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(delivery.content));
    if (!envelope.messageType.includes(`urn:message:${consumed}`)) {
      await giveUp('_skipped', delivery, new Error(`It is none of ${consumed}.`));
      return;
    }
    requireEpisode(envelope.message);
  } catch (error) {
    await giveUp('_error', delivery, error);
    return;
  }

  await publish(envelope, judge(envelope.message));

  // Last of all: if this process dies before, the episode comes again and gets the same scores.
  channel.ack(delivery);
}

function judge(episode) {
  const { episodeId, stopReason, failure } = episode;
  if (stopReason === 'Failed') return { episodeId, scores: [], failure: `The episode failed: ${failure?.message ?? 'it did not say where.'}` };
  try {
    return { episodeId, scores: score(episode) };
  } catch (error) {
    // Nobody is to wait for ever; an episode without scores is counted as failed, not as bad.
    return { episodeId, scores: [], failure: `The judge failed: ${error.message}` };
  }
}

/** What is no episode is no judge's business: no scores are made up for it. */
function requireEpisode(message) {
  const isEpisode = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(message?.episodeId)
    && Array.isArray(message.turns) && Array.isArray(message.rollout?.task?.groundTruth) && typeof message.stopReason === 'string';
  if (!isEpisode) throw new Error('It is no EpisodeCompleted.');
}

function publish(about, message) {
  const messageId = randomUUID();
  const envelope = {
    messageId,
    conversationId: about.conversationId ?? messageId,
    messageType: [`urn:message:${published}`],
    message,
    sentTime: new Date().toISOString(),
    host: { machineName: hostname(), processName: 'judge.mjs', processId: process.pid },
  };
  return confirmed(published, Buffer.from(JSON.stringify(envelope)), { contentType, messageId, persistent: true });
}

/** Lays a message where `tarl bus errors` finds it, and `tarl bus retry` fetches it from. */
async function giveUp(suffix, delivery, error) {
  await declareQueue(queue + suffix);
  const { contentType, messageId, headers } = delivery.properties;
  await confirmed(queue + suffix, delivery.content, {
    contentType,
    messageId,
    persistent: true,
    headers: { ...headers, 'MT-Fault-ExceptionType': error.name, 'MT-Fault-Message': error.message, 'MT-Fault-Timestamp': new Date().toISOString() },
  });
  channel.ack(delivery);
}

/** A queue and the exchange of its name, as MassTransit declares them. */
async function declareQueue(name) {
  await channel.assertExchange(name, 'fanout', { durable: true });
  await channel.assertQueue(name, { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 } });
  await channel.bindQueue(name, name, '');
}

function confirmed(exchange, content, options) {
  return new Promise((resolve, reject) => channel.publish(exchange, '', content, options, (error) => (error ? reject(error) : resolve())));
}
