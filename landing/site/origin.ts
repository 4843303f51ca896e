/** Stands in the prerendered pages for the public address, which only the running house knows; it fills it in. */
export const ORIGIN = 'https://plantao.invalid'
