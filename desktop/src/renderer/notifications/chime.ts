import type { Preferences } from '../settings/preferences.ts'

/** One tone: its pitch in hertz, when it begins and how long it rings (seconds), how loud (0 to 1). */
type Tone = { hertz: number; at: number; rings: number; loud: number; shape?: OscillatorType }

const CHIMES: Record<Preferences['chime'], readonly Tone[]> = {
  /** Two soft notes, a fifth apart. */
  soft: [
    { hertz: 587.33, at: 0, rings: 0.22, loud: 0.08 },
    { hertz: 880, at: 0.12, rings: 0.22, loud: 0.08 },
  ],
  /** One stroke with the overtones of a small bell. */
  bell: [
    { hertz: 1046.5, at: 0, rings: 0.9, loud: 0.09 },
    { hertz: 2093, at: 0, rings: 0.5, loud: 0.035 },
    { hertz: 2825, at: 0, rings: 0.3, loud: 0.02 },
  ],
  /** Knuckles on a door, twice. */
  knock: [
    { hertz: 196, at: 0, rings: 0.09, loud: 0.22, shape: 'triangle' },
    { hertz: 174.6, at: 0.17, rings: 0.11, loud: 0.22, shape: 'triangle' },
  ],
}

let context: AudioContext | null = null

/** Plays a sound of at most a second. Silent where the browser allows no sound yet. */
export function chime(name: Preferences['chime']): void {
  context ??= new AudioContext()
  const { currentTime: now, destination } = context
  for (const { hertz, at, rings, loud, shape = 'sine' } of CHIMES[name]) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const begin = now + at
    tone.type = shape
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, begin)
    volume.gain.linearRampToValueAtTime(loud, begin + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + rings)
    tone.connect(volume).connect(destination)
    tone.start(begin)
    tone.stop(begin + rings + 0.02)
  }
}
