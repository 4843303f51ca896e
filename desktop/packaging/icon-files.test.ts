import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { icnsOf, icoOf } from './icon-files.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const sizeOf = (png: Buffer) => [png.subarray(0, 4).equals(PNG), png.readUInt32BE(16), png.readUInt32BE(20)]

it('puts every picture where the table of an ICO says', async () => {
  const ico = await readFile(join(import.meta.dirname, 'icon.ico'))
  const found = Array.from({ length: ico.readUInt16LE(4) }, (_, n) => {
    const [length, place] = [ico.readUInt32LE(6 + 16 * n + 8), ico.readUInt32LE(6 + 16 * n + 12)]
    expect(sizeOf(ico.subarray(place, place + length))[0]).toBe(true)
    return [ico.readUInt8(6 + 16 * n) || 256, sizeOf(ico.subarray(place, place + length))[1], length > 0]
  })
  expect(found).toEqual([16, 24, 32, 48, 64, 128, 256].map((size) => [size, size, true]))
})

it('writes ICNS blocks that end where the file ends', async () => {
  const icns = await readFile(join(import.meta.dirname, 'icon.icns'))
  expect(icns.toString('ascii', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const types: string[] = []
  let at = 8
  for (; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    types.push(icns.toString('ascii', at, at + 4))
    expect(sizeOf(icns.subarray(at + 8))[0]).toBe(true)
  }
  expect(at).toBe(icns.length)
  expect(types.sort()).toEqual(['ic07', 'ic08', 'ic09', 'ic10', 'ic11', 'ic12', 'ic13', 'ic14'])
})

it('refuses what a container cannot hold', () => {
  expect(() => icnsOf([{ size: 100, png: PNG }])).toThrow('100 pixels')
  expect(icoOf([{ size: 256, png: PNG }]).readUInt8(6)).toBe(0)
})
