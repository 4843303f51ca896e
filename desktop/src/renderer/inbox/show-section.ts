import { useUi } from '../ui/ui-store.ts'
import type { Section } from './sections.ts'

/** Scrolls the queue to one of its parts and puts the keyboard on its first card. */
export function showSection(section: Exclude<Section, 'found'>): void {
  useUi.setState({ filter: '', section: { name: section } })
}
