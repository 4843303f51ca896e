import { buildPages } from './build-pages.ts'

// For an image: builds the pages and ends.
console.log(`Built ${(await buildPages()).join(', ') || 'nothing, all is up to date'}`)
