/** The floor: node:http alone, sending the same bytes with the same headers. Told what to send by its parent. */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';

process.once('message', (answers) => {
  const ready = new Map(
    answers.map(({ path, headers, body }) => [path, { headers, body: Buffer.from(body, 'base64') }]),
  );
  const server = createServer((request, response) => {
    const { headers, body } = ready.get(request.url);
    response.writeHead(200, headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
