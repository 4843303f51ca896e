/** Three small drawings made here: a page under the lamp, a code and a phone, a person who is called. */
export function PictureWrite() {
  return (
    <svg className="picture" viewBox="0 0 240 150" aria-hidden="true">
      <path className="p-light" d="M92 58h56l42 74H50z" />
      <path className="p-lamp" d="M84 56a36 36 0 0 1 72 0z" />
      <path className="p-cord" d="M120 0v20" />
      <rect className="p-sheet" x="84" y="74" width="72" height="58" rx="6" />
      <path className="p-words" d="M96 88h48M96 98h40M96 108h46M96 118h26" />
    </svg>
  )
}

export function PictureConnect() {
  return (
    <svg className="picture" viewBox="0 0 240 150" aria-hidden="true">
      <rect className="p-sheet" x="30" y="34" width="84" height="84" rx="8" />
      <path
        className="p-code"
        d="M42 46h20v20H42zM82 46h20v20H82zM42 86h20v20H42zM72 48h4v10h-4zM72 64h4v6h-4zM80 74h6v6h-6zM92 74h10v5H92zM72 80h4v10h-4zM84 88h6v6h-6zM96 92h6v14h-6zM72 98h14v6H72z"
      />
      <path className="p-beam" d="M118 54 150 40v70l-32-14z" />
      <rect className="p-phone" x="150" y="16" width="60" height="118" rx="12" />
      <path className="p-words" d="M162 40h28M162 50h20M172 68h26M176 78h22" />
      <circle className="p-lamp" cx="180" cy="118" r="4" />
    </svg>
  )
}

export function PictureCalled() {
  return (
    <svg className="picture" viewBox="0 0 240 150" aria-hidden="true">
      <path className="p-light" d="M60 132 92 60h56l32 72z" />
      <rect className="p-sheet" x="26" y="28" width="92" height="30" rx="10" />
      <path className="p-words" d="M38 40h58M38 48h36" />
      <rect className="p-waiting" x="122" y="66" width="92" height="30" rx="10" />
      <path className="p-words" d="M134 78h66M134 86h42" />
      <circle className="p-human" cx="64" cy="96" r="14" />
      <path className="p-human" d="M38 134a26 22 0 0 1 52 0z" />
      <path
        className="p-bell"
        d="M202 20a10 10 0 0 1 10 10v8l4 6h-28l4-6v-8a10 10 0 0 1 10-10zM197 48h10a5 5 0 0 1-10 0z"
      />
    </svg>
  )
}
