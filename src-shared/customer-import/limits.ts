// How much of what an import takes, keeps and shows. Figures only, for both ends of the wire.

/** Bytes of a part of a list on its way: base64 makes it a third more. */
export const PART_BYTES = 512 * 1024;
export const LARGEST_FILE_BYTES = 2 * 1024 ** 3;
/** Of one kind, and in all. */
export const PROBLEMS_OF_A_KIND = 500;
export const PROBLEMS_LISTED = 2000;
