// Whether somebody is in the middle of typing: the last thing done was a key that writes or moves, not a command and not the
// mouse. For what would open by itself.

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
    typing = !/^F\d+$/.test(event.key) && !event.ctrlKey && !event.altKey;
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
