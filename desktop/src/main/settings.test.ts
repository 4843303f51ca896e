import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../ipc/settings.ts'
import { applySettings } from './apply-settings.ts'
import { languageOf, openSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantao-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0
function fileWith(content: unknown): string {
  const path = join(folder, `${++made}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('the settings of a machine', () => {
  it('begin with the defaults and come back after a restart', () => {
    const path = join(folder, 'new.json')
    const first = openSettings(path)
    expect(first.get().chosen).toEqual(DEFAULT_SETTINGS)
    first.choose({ zoom: 125, spellcheck: [], repeatSeconds: 300 })
    expect(openSettings(path).get().chosen).toEqual({
      ...DEFAULT_SETTINGS,
      ...{ zoom: 125, spellcheck: [], repeatSeconds: 300 },
    })
  })

  it('keep what an older console chose, with its zoom as a size in percent', () => {
    const chosen = {
      ...{ autostart: true, stayInTray: false, notifications: false, channel: 'beta' },
      quiet: { on: true, from: '12:00', to: '13:00' },
    }
    const path = fileWith({ chosen, window: { bounds: null, maximized: true, zoom: 2 } })
    const { chosen: read, window } = openSettings(path).get()
    expect(read).toEqual({ ...DEFAULT_SETTINGS, ...chosen, zoom: 150 })
    expect(window).toEqual({ bounds: null, maximized: true })
  })

  it('lose only what is broken', () => {
    const path = fileWith({ chosen: { autostart: 'yes', zoom: 33, channel: 'beta' }, window: 7 })
    expect(openSettings(path).get().chosen).toEqual({ ...DEFAULT_SETTINGS, channel: 'beta' })
    expect(openSettings(fileWith('{"chosen":')).get().chosen).toEqual(DEFAULT_SETTINGS)
  })

  it('hold for this run even when the disk refuses them, and say so', () => {
    const settings = openSettings(join(folder, 'missing', 'folder.json'))
    let told = 0
    settings.onChange(() => told++)
    expect(settings.choose({ zoom: 150 })).toBe('untilQuit')
    expect(settings.get().chosen.zoom).toBe(150)
    expect(told).toBe(1)
  })
})

it('runs the effect of what changed and of nothing else', () => {
  const path = fileWith({})
  const settings = openSettings(path)
  const done: unknown[] = []
  applySettings(settings, {
    zoom: (zoom) => done.push(zoom),
    spellcheck: (languages) => done.push(languages),
    autostart: (wanted) => done.push(wanted),
  })
  settings.change({ preferences: '{"theme":"dark"}' })
  settings.choose({ notifications: false })
  expect(done).toEqual([])
  settings.choose({ zoom: 110, spellcheck: ['pt-BR'] })
  settings.choose({ spellcheck: ['pt-BR', 'en-US'], autostart: true })
  expect(done).toEqual([110, ['pt-BR', 'en-US'], true])
  expect(JSON.parse(readFileSync(path, 'utf8')).chosen.zoom).toBe(110)
})

it('speaks the system’s language until somebody chooses, then theirs', () => {
  const settings = openSettings(fileWith({}))
  const spoken = () => ['pt-BR', 'pt', 'en-US', 'fr'].map((system) => languageOf(settings.get(), system))
  expect(spoken()).toEqual(['pt-BR', 'pt-BR', 'en', 'en'])
  settings.change({ preferences: '{"language":"pt-BR"}' })
  expect(new Set(spoken())).toEqual(new Set(['pt-BR']))
  settings.change({ preferences: '{"language":"en"}' })
  expect(new Set(spoken())).toEqual(new Set(['en']))
})
