// Why a file could not be put where it was to be, as the person who chose the place can mend it.
export const FILE_PROBLEMS = ['folderMissing', 'readOnly', 'noPermission', 'diskFull', 'other'] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];
