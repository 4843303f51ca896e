let context: AudioContext | null = null

/** Two soft notes, a fifth apart, a third of a second in all. Silent where the browser allows no sound yet. */
export function chime(): void {
  context ??= new AudioContext()
  const { currentTime: now, destination } = context
  for (const [hertz, at] of [
    [587.33, now],
    [880, now + 0.12],
  ] as const) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.08, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.22)
    tone.connect(volume).connect(destination)
    tone.start(at)
    tone.stop(at + 0.24)
  }
}
