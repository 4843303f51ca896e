import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ExpectedError, expected } from '../errors.ts'

/**
 * Forms with one file, for endpoints that declare a `form`: the handler calls `readUpload`. Fields come
 * before the file, as every browser sends them in the order of the form.
 */
export function readMultipart(app: FastifyInstance): void {
  app.register(multipart, {
    throwFileSizeLimit: true,
    limits: { files: 1, fields: 20, fieldSize: 64 * 1024, headerPairs: 100 },
  })
}

/**
 * The file of a form with its bytes, or null for a form without one.
 * @param tooLarge thrown for a file of more than `mostBytes`
 * Throws `request.unsupported_media` for what is no form, and `request.unreadable` for one that is broken or ends too soon.
 */
export async function readUpload(
  request: FastifyRequest,
  mostBytes: number,
  tooLarge: ExpectedError,
): Promise<{ file: MultipartFile; bytes: Buffer } | null> {
  if (!request.isMultipart()) throw expected('request.unsupported_media')
  try {
    const file = await request.file({ limits: { fileSize: mostBytes } })
    return file ? { file, bytes: await file.toBuffer() } : null
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number }
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge
    // The parser's own words have neither: no boundary, a header that is none, an end too soon.
    throw statusCode ? error : expected('request.unreadable')
  }
}
