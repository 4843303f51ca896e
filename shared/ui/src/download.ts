/** Saves what lies at an address of this page under a name. */
export function download(url: string, name: string): void {
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
}

/** Gives a file that came by an authorised call to the person, under a name. */
export function downloadBlob(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  download(url, name)
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
