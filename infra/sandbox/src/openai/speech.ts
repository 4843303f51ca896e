const MARK = 'PLANTAO-SPEECH:'

/** Appends what is being said to a recording, so that the offline server can "hear" it. Players skip the trailer. */
export function markSpeech(audio: Uint8Array, text: string): Buffer {
  return Buffer.concat([audio, Buffer.from(`${MARK}${text}\0`, 'utf8')])
}

/** The text that `markSpeech` put into a recording; empty when there is none, for nothing here understands sound. */
export function speechIn(audio: Uint8Array): string {
  const bytes = Buffer.from(audio)
  const mark = bytes.lastIndexOf(MARK)
  if (mark === -1) return ''
  const start = mark + MARK.length
  const end = bytes.indexOf(0, start)
  return bytes.toString('utf8', start, end === -1 ? bytes.length : end).trim()
}
