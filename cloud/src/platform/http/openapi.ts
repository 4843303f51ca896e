import { ERRORS, ErrorBody } from '@plantao/shared/errors'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description of the endpoint table; nothing in it is written twice. */
export function openApi(endpoints: Record<string, Endpoint>, publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Plantão', version: '1' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { member: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: schemaOf(ErrorBody, 'output') },
    },
    'x-error-codes': Object.fromEntries(Object.entries(ERRORS).map(([code, { status }]) => [code, status])),
  }
}

function operation(name: string, endpoint: Endpoint): Json {
  const failed = { $ref: '#/components/schemas/Error' }
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(endpoint.access === 'public' || endpoint.access === 'vendor'
      ? {}
      : { security: endpoint.access === 'recognised' ? [{}, { member: [] }] : [{ member: [] }] }),
    ...(endpoint.access === 'owner' ? { 'x-role': 'owner' } : {}),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(endpoint.body ? { requestBody: { content: content(schemaOf(endpoint.body, 'input')) } } : {}),
    ...(endpoint.form ? { requestBody: { content: formContent(endpoint.form) } } : {}),
    responses: {
      200: {
        description: 'Done',
        content: endpoint.binary ? BYTES : content(schemaOf(endpoint.reply, 'output')),
      },
      default: { description: 'A named failure', content: content(failed) },
    },
  }
}

const BYTES: Json = { '*/*': { schema: { type: 'string', format: 'binary' } } }

function formContent(fields: z.ZodType): Json {
  const file = {
    type: 'object',
    properties: { file: { type: 'string', format: 'binary' } },
    required: ['file'],
  }
  return { 'multipart/form-data': { schema: { allOf: [schemaOf(fields, 'input'), file] } } }
}

function content(schema: Json): Json {
  return { 'application/json': { schema } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  // A coerced number has no input type of its own; what it becomes says more.
  const { properties = {} } = schemaOf(schema, 'output') as { properties?: Record<string, Json> }
  const required = new Set((schemaOf(schema, 'input') as { required?: string[] }).required)
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: shape,
  }))
}
