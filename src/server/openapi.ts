import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '../kernel/perform/perform.ts'

/** OpenAPI 3.1 of the derived routes: one entry a verb, its input schema from the operation itself. */
export function openApi({ registry }: Pick<House, 'registry'>) {
  const paths: Record<string, unknown> = {}
  for (const { kind, operations } of registry.capabilities.flatMap((c) => c.workflows))
    for (const [verb, operation] of Object.entries(operations)) {
      const made = operation.from === 'new'
      paths[made ? `/api/${kind.name}/${verb}` : `/api/${kind.name}/{id}/${verb}`] = {
        post: {
          tags: [kind.name],
          operationId: `${kind.name}.${verb}`,
          summary: `${operation.text[0]} · ${operation.text[1]}`,
          description: `${made ? 'new' : (operation.from as readonly string[]).join(' | ')} → ${operation.to}`,
          parameters: made
            ? []
            : [
                { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
                { name: 'If-Match', in: 'header', schema: { type: 'string' } },
              ],
          requestBody: {
            content: { 'application/json': { schema: z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) } },
          },
          responses: {
            200: { description: 'done' },
            400: { description: 'invalid' },
            403: { description: 'forbidden' },
            404: { description: 'missing' },
            409: { description: 'conflict' },
          },
        },
      }
    }
  const tags = registry.capabilities.flatMap((c) =>
    c.workflows.map(({ kind }) => ({ name: kind.name, description: kind.text.join(' · ') })),
  )
  return { openapi: '3.1.0', info: { title: 'Countywide 县域通', version: '0.1.0' }, tags, paths }
}

/** `/api/openapi.json` and a page to read it, `/api/docs`, for whoever is signed in. */
export async function registerOpenApi(app: FastifyInstance, house: House): Promise<void> {
  const document = openApi(house)
  app.get('/api/openapi.json', async () => document)
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', supportedSubmitMethods: [] },
  })
}
