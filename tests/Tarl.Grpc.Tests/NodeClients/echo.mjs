// The service of a proto file, as this library loads it.
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

export const load = (file) => grpc.loadPackageDefinition(loader.loadSync(file, { keepCase: true, longs: Number, defaults: true }));
export const bytes = (count) => Buffer.from(Array.from({ length: count }, (_, i) => i % 256));
export { grpc };
