// Whether somebody is in the middle of typing: the last thing done was a key that writes or moves, not a command and not the
// mouse. For what would open by itself. Esc and Enter are commands too, but for Enter where it begins a new line.

let typing = false;

export function isTyping(): boolean {
  return typing;
}

const listening = { capture: true, passive: true };

window.addEventListener(
  'keydown',
  (event) => {
    // Shift and its like are nothing by themselves; function keys and combinations are commands.
    if (/^(Shift|Control|Alt|Meta)$/.test(event.key)) return;
    const command = /^(F\d+|Escape)$/.test(event.key) || event.ctrlKey || event.altKey;
    typing = !command && (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement);
  },
  listening,
);

window.addEventListener(
  'pointerdown',
  () => {
    typing = false;
  },
  listening,
);
