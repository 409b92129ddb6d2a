// Serves echo.proto on a free port of the loopback interface, prints the port, and ends with its standard input: serve-echo.mjs PROTO
import { grpc, load } from './echo.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const failure = ({ status, status_text: details }) => {
  const metadata = new grpc.Metadata();
  metadata.set('x-why', 'asked');
  metadata.set('x-why-bin', Buffer.from([0, 255]));
  return { code: status, details, metadata };
};
const server = new grpc.Server();
server.addService(load(process.argv[2]).tarl.tests.v1.EchoService.service, {
  async Unary(call, callback) {
    const echoed = new grpc.Metadata();
    for (const key of ['x-echo', 'x-echo-bin']) for (const value of call.metadata.get(key)) echoed.add(key, value);
    call.sendMetadata(echoed);
    await wait(call.request.delay_ms);
    if (call.request.status) callback(failure(call.request));
    else callback(null, { text: call.request.text, payload: call.request.payload }, echoed);
  },
  async ServerStream(call) {
    for (let number = 0; number < call.request.count && !call.cancelled; number++) {
      if (!call.write({ text: call.request.text, number, payload: call.request.payload })) {
        await Promise.race([new Promise((resolve) => call.once('drain', resolve)), new Promise((resolve) => call.once('cancelled', resolve))]);
      }
    }
    if (call.request.status) call.emit('error', failure(call.request));
    else call.end();
  },
  ClientStream(call, callback) {
    const texts = [];
    call.on('data', ({ text }) => texts.push(text));
    call.on('end', () => callback(null, { text: texts.join(''), number: texts.length }));
  },
  Duplex(call) {
    let number = 0;
    call.on('data', ({ text, payload }) => call.write({ text, number: number++, payload }));
    call.on('end', () => call.end());
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => console.log(port));
process.stdin.on('end', () => process.exit(0)).resume();
