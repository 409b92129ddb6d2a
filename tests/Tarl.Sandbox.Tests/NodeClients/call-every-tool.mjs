// Lists the tools of an MCP endpoint and calls each one with the arguments given for it: call-every-tool.mjs URL '{"tool": {…}, …}'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, calls] = process.argv.slice(2);
const client = new Client({ name: 'tarl-test', version: '1.0.0' });
const transport = new StreamableHTTPClientTransport(new URL(url));
await client.connect(transport);
const { tools } = await client.listTools();
const given = JSON.parse(calls);
const results = [];
for (const tool of tools) {
  const result = await client.callTool({ name: tool.name, arguments: given[tool.name] ?? {} });
  results.push({ name: tool.name, required: tool.inputSchema.required ?? [], text: result.content[0].text, isError: result.isError === true });
}
await transport.terminateSession();
await client.close();
console.log(JSON.stringify(results));
