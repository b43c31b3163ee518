// Whether somebody is in the middle of typing: the last thing done was a key that writes or moves, not a command and not the
// mouse. For what would open by itself. Esc and Enter are commands too, but for Enter where it begins a new line.

let typing = false;
/** When the last key of it was pressed, as `performance.now()` says it. */
let typedAt = Number.NEGATIVE_INFINITY;

export function isTyping(): boolean {
  return typing;
}

/** Resolves when nothing was typed for so long, and at once when nobody is typing. */
export async function typingRests(milliseconds: number): Promise<void> {
  for (;;) {
    const left = typedAt + milliseconds - performance.now();
    if (!typing || left <= 0) return;
    await new Promise((resolve) => window.setTimeout(resolve, left));
  }
}

const listening = { capture: true, passive: true };

window.addEventListener(
  'keydown',
  (event) => {
    // Shift and its like are nothing by themselves; function keys and combinations are commands.
    if (/^(Shift|Control|Alt|Meta)$/.test(event.key)) return;
    const command = /^(F\d+|Escape)$/.test(event.key) || event.ctrlKey || event.altKey;
    typing = !command && (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement);
    typedAt = performance.now();
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
