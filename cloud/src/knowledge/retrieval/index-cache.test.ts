import { describe, expect, it, vi } from 'vitest'
import { IndexCache } from './index-cache.ts'

describe('IndexCache', () => {
  it('loads once for concurrent askers and tells tenants and revisions apart', async () => {
    const cache = new IndexCache<string>(10)
    const load = vi.fn(async () => 'one')
    expect(await Promise.all([cache.get('t', 'r', load), cache.get('t', 'r', load)])).toEqual(['one', 'one'])
    expect(load).toHaveBeenCalledTimes(1)
    expect(await cache.get('u', 'r', async () => 'two')).toBe('two')
    expect(await cache.get('t', 's', async () => 'three')).toBe('three')
  })

  it('keeps no more than its bound and forgets the least recently used', async () => {
    const cache = new IndexCache<number>(2)
    const load = vi.fn(async () => 0)
    await cache.get('a', '1', load)
    await cache.get('b', '1', load)
    await cache.get('a', '1', load)
    await cache.get('c', '1', load)
    expect(cache.size).toBe(2)
    await cache.get('a', '1', load)
    expect(load).toHaveBeenCalledTimes(3)
    await cache.get('b', '1', load)
    expect(load).toHaveBeenCalledTimes(4)
  })

  it('does not remember a failure', async () => {
    const cache = new IndexCache<number>(2)
    await expect(cache.get('a', '1', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await cache.get('a', '1', async () => 7)).toBe(7)
  })

  it('can be told to forget', async () => {
    const cache = new IndexCache<number>(2)
    await cache.get('a', '1', async () => 1)
    cache.drop('a', '1')
    expect(await cache.get('a', '1', async () => 2)).toBe(2)
  })
})
