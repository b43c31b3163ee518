// How long one step on a screen may take before a test gives up: what a crowded machine with two cores needs, and more. No
// test measures time by it; whoever fails waits a little longer to be told so.

export const PATIENCE_MS = 60_000;
