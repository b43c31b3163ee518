// What a traced process writes before and after its saves, so that the trace can be read.

export const BEGIN = 'saves begin';
export const END = 'saves end';
