// Calls a server in every way and prints what came of it: call-echo.mjs PROTO HOST:PORT
import { bytes, grpc, load } from './echo.mjs';

const [proto, address] = process.argv.slice(2);
const { EchoService } = load(proto).tarl.tests.v1;
const client = new EchoService(address, grpc.credentials.createInsecure());
const unary = (request, metadata = new grpc.Metadata(), options = {}) =>
  new Promise((resolve) => {
    let headers = {};
    const call = client.Unary(request, metadata, options, (error, reply) =>
      resolve({ code: error?.code ?? 0, details: error?.details ?? '', why: error?.metadata.get('x-why') ?? [], whyBin: (error?.metadata.get('x-why-bin') ?? []).map((value) => [...value]), reply, headers, trailers: () => call.trailers }));
    call.on('metadata', (received) => (headers = received));
    call.on('status', (status) => (call.trailers = status.metadata));
  });
const read = (call, each = () => {}) =>
  new Promise((resolve) => {
    const numbers = [];
    call.on('data', (reply) => { numbers.push(reply.number); each(reply); });
    call.on('error', () => {});
    call.on('status', (status) => resolve({ code: status.code, details: status.details, numbers }));
  });
const results = {};

results.unary = (await unary({ text: 'größer' })).reply.text;
results.error = await unary({ status: 5, status_text: 'no such — thing' });
results.large = (await unary({ payload: bytes(1000000) })).reply.payload.equals(bytes(1000000));

const metadata = new grpc.Metadata();
metadata.set('x-echo', 'one');
metadata.set('x-echo-bin', Buffer.from([0, 255]));
const echoed = await unary({}, metadata);
await new Promise((resolve) => setImmediate(resolve));
results.headers = [echoed.headers.get('x-echo')[0], [...echoed.headers.get('x-echo-bin')[0]]];
results.trailers = [echoed.trailers().get('x-echo')[0], [...echoed.trailers().get('x-echo-bin')[0]]];

results.deadline = (await unary({ delay_ms: 60000 }, new grpc.Metadata(), { deadline: Date.now() + 200 })).code;
results.compressed = await new Promise((resolve) => {
  const compressing = new EchoService(address, grpc.credentials.createInsecure(), { 'grpc.default_compression_algorithm': 2 });
  compressing.Unary({ text: 'x'.repeat(10000) }, (error) => { compressing.close(); resolve(error?.code ?? 0); });
});

results.serverStream = await read(client.ServerStream({ count: 300, status: 8, status_text: 'enough' }));
const cancelled = client.ServerStream({ count: 2147483647 });
results.cancelled = (await read(cancelled, () => cancelled.cancel())).code;

results.clientStream = await new Promise((resolve) => {
  const call = client.ClientStream((error, reply) => resolve([reply.text, reply.number]));
  for (const text of ['a', 'b', '', 'c']) call.write({ text });
  call.end();
});

const duplex = client.Duplex();
let sent = 0;
const next = () => (sent < 100 ? duplex.write({ text: `t${sent++}` }) : duplex.end());
const texts = [];
const ended = read(duplex, (reply) => { texts.push(reply.text); next(); });
next();
results.duplex = { code: (await ended).code, texts };

results.unknown = await new Promise((resolve) => {
  client.makeUnaryRequest('/tarl.tests.v1.EchoService/Nothing', (value) => value, (value) => value, Buffer.alloc(0), (error) => resolve(error.code));
});
client.close();
console.log(JSON.stringify(results, (key, value) => (key === 'reply' || (key === 'headers' && !Array.isArray(value)) ? undefined : value)));
