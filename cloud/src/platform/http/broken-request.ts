import type { Socket } from 'node:net'
import { ERRORS, type ErrorCode } from '@plantao/shared/errors'
import { errorBody } from './error-handler.ts'
import { newTraceId } from './trace.ts'

const NAMES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'request.too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.too_slow',
}

/** Bytes that are not even HTTP. There is no request yet, so the answer is written by hand. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code = NAMES[error.code ?? ''] ?? 'request.unreadable'
  const body = JSON.stringify(errorBody(code, newTraceId(), 'pt'))
  const { status } = ERRORS[code]
  socket.end(
    `HTTP/1.1 ${status} Error\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nConnection: close\r\n\r\n${body}`,
  )
}
