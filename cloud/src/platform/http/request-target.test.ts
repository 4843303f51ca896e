import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNormalTarget, pathOf } from './request-target.ts'

describe('a target in normal form', () => {
  it.each([
    '/',
    '/api/v1/me',
    '/api/v1/conversations?state=&cursor=%61%2F..//',
    '/site/a-b_c~d.js',
    '/dashboard/',
    '/pre%C3%A7os',
    '/a%20b/%3Ac@d',
    '/console/..js',
    '/.well-known/x',
    '/socket.io/?EIO=4&transport=websocket',
  ])('%s', (target) => {
    expect(isNormalTarget(target)).toBe(true)
  })
})

describe('any other spelling of an address', () => {
  it.each([
    '//',
    '//evil.example/',
    '/\\evil.example',
    '/%61pi/v1/demo/ask',
    '/api/v1/demo/%61sk',
    '/%6detrics',
    '/api//v1/me',
    '/api/./v1/me',
    '/api/x/../v1/me',
    '/api/v1/..',
    '/.',
    '/api/%2e%2e/v1',
    '/api%2Fv1/me',
    '/api%2fv1/me',
    '/api%5cv1',
    '/a%00',
    '/a%0d%0aSet-Cookie:x',
    '/a%7F',
    '/%zz',
    '/%',
    '/%ED%A0%80',
    '/a b',
    '/preços',
    '/a#b',
    '*',
    '',
    'api/v1/me',
    'http://evil.example/api/v1/me',
    '?x=1',
  ])('%j is none', (target) => {
    expect(isNormalTarget(target)).toBe(false)
  })

  it('has no second spelling that is taken: whatever is taken decodes to a path that encodes back to it', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'Z',
        '9',
        '-',
        '.',
        '..',
        '~',
        '/',
        '//',
        '\\',
        '%61',
        '%2e',
        '%2F',
        '%5C',
        '%C3%A9',
        '%20',
        '%00',
        ';',
        '%',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const target = `/${pieces.join('')}`
        if (!isNormalTarget(target)) return
        const segments = target.split('/').slice(1)
        for (const segment of segments) {
          const decoded = decodeURIComponent(segment)
          expect(decoded).not.toMatch(/[/\\\0]|^\.{1,2}$/)
          expect(encodeURIComponent(decoded).replaceAll('%3B', ';')).toBe(segment)
        }
        expect(new URL(target, 'http://x').pathname).toBe(target)
      }),
      { numRuns: 3000 },
    )
  })
})

it('a path is what stands before the query', () => {
  expect(pathOf('/a?b?c')).toBe('/a')
  expect(pathOf('/a')).toBe('/a')
})
