// Puts the focus into a field at once: a key pressed in the same moment must already arrive there. (The form library would
// wait for the next turn.)

/** The first of these fields as the screen is read. false = none of them is on the screen. */
export function focusFirst(names: readonly string[]): boolean {
  const first = [...document.querySelectorAll<HTMLElement>('[name]')].find((one) =>
    names.includes(one.getAttribute('name') ?? ''),
  );
  first?.focus();
  return first !== undefined;
}

/** false = the field is not on the screen. */
export function focusField(name: string): boolean {
  const [field] = document.getElementsByName(name);
  field?.focus();
  return field !== undefined;
}
