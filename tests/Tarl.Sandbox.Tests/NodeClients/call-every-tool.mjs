// Connects to an MCP server by URL (Streamable HTTP) or by command line (stdio), lists its tools, and makes calls: prints {tools, results}.
// call-every-tool.mjs CALLS URL
// call-every-tool.mjs CALLS COMMAND ARGUMENT…
// CALLS is a file with [{"name": …, "arguments": {…}}, …].
import { readFile } from 'node:fs/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [callsFile, target, ...args] = process.argv.slice(2);
const overHttp = target.startsWith('http://');
const transport = overHttp ? new StreamableHTTPClientTransport(new URL(target)) : new StdioClientTransport({ command: target, args });
const client = new Client({ name: 'tarl-test', version: '1.0.0' });
await client.connect(transport);
const { tools } = await client.listTools();
const results = [];
for (const call of JSON.parse(await readFile(callsFile, 'utf8'))) {
  const result = await client.callTool(call);
  results.push({ name: call.name, text: result.content[0].text, isError: result.isError === true });
}
if (overHttp) await transport.terminateSession();
await client.close();
console.log(JSON.stringify({ tools: tools.map((tool) => ({ name: tool.name, inputSchema: tool.inputSchema })), results }));
