/** As a `ref`: the element takes the keyboard when it appears, because the person just asked for it. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus()
}
