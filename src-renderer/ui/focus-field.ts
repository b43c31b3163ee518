// Puts the focus into a field at once: a key pressed in the same moment must already arrive there. (The form library would
// wait for the next turn.)

/** false = the field is not on the screen. */
export function focusField(name: string): boolean {
  const [field] = document.getElementsByName(name);
  field?.focus();
  return field !== undefined;
}
