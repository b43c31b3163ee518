// The tables of the search index. Every ordered index is a table of its own, so that an import can feed it in key order
// in short transactions while saves go on, and a save writes only the keys that changed. It holds copies alone: all of it
// can be dropped and built again from the customers.

/** Raised when folding or the meaning of a column changes: an index of another version is built again. */
export const SEARCH_VERSION = 5;

/** The DDL, for a migration. */
export const searchIndexSql = `
-- One line of a result, complete, and its folded keys. "phones" is ^digits$ for each number, "codes" and "facets" are
-- separated by blanks, "consents" has a letter for each purpose (facets.ts) or is empty.
CREATE TABLE searchRow (
  id INTEGER PRIMARY KEY,
  customerId TEXT NOT NULL,
  number TEXT NOT NULL,
  lastName TEXT NOT NULL,
  firstName TEXT NOT NULL,
  birthDate TEXT,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  town TEXT NOT NULL,
  marks INTEGER NOT NULL,
  status TEXT NOT NULL,
  branch INTEGER NOT NULL,
  last TEXT NOT NULL,
  first TEXT NOT NULL,
  phones TEXT NOT NULL,
  codes TEXT NOT NULL,
  responsible TEXT,
  lastVisit TEXT,
  consents TEXT NOT NULL,
  facets TEXT NOT NULL
) STRICT;
CREATE TABLE searchId (customerId BLOB PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE searchBranch (id INTEGER PRIMARY KEY, branchId TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE searchLast (last TEXT, first TEXT, id INTEGER, PRIMARY KEY (last, first, id)) STRICT, WITHOUT ROWID;
CREATE TABLE searchFirst (first TEXT, last TEXT, id INTEGER, PRIMARY KEY (first, last, id)) STRICT, WITHOUT ROWID;
CREATE TABLE searchPostcode (postcode TEXT, last TEXT, first TEXT, id INTEGER, PRIMARY KEY (postcode, last, first, id)) STRICT, WITHOUT ROWID;
-- MMDDYYYY as a number: a day and month without the year is one range.
CREATE TABLE searchBirth (day INTEGER, id INTEGER, PRIMARY KEY (day, id)) STRICT, WITHOUT ROWID;
CREATE TABLE searchCode (code TEXT, id INTEGER, PRIMARY KEY (code, id)) STRICT, WITHOUT ROWID;
-- What is said of few: a filter for one of these leads to its customers. What most have (active, no consent) is not here.
CREATE TABLE searchFacet (facet TEXT, id INTEGER, PRIMARY KEY (facet, id)) STRICT, WITHOUT ROWID;

-- Each name once: what contains a word, and what sounds alike, is asked here and then looked up by name.
-- "field" is 1 for last names, 2 for first names; "uses" says roughly how many bear it and only chooses the shorter way.
CREATE TABLE searchName (field INTEGER, name TEXT, sound TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (field, name)) STRICT, WITHOUT ROWID;
CREATE INDEX searchName_sound ON searchName (field, sound, name);
-- Each of them cut in two behind each letter but the last two: what is inside a name is the beginning of a tail. New names
-- wait in searchNameFresh to be cut, in idle time or, "cutting", by an import.
CREATE TABLE searchPart (field INTEGER, tail TEXT, head TEXT, PRIMARY KEY (field, tail, head)) STRICT, WITHOUT ROWID;
CREATE TABLE searchNameFresh (field INTEGER, name TEXT, cutting INTEGER NOT NULL, PRIMARY KEY (field, name)) STRICT, WITHOUT ROWID;

-- Fragments of telephone numbers. A save notes its number in searchPhoneFresh; idle time moves it on, because FTS5 merging
-- inside a save costs up to half a second. "held" is what searchPhone has for this row, '' for nothing.
CREATE VIRTUAL TABLE searchPhone USING fts5(digits, content='', columnsize=0, tokenize='trigram case_sensitive 1');
INSERT INTO searchPhone (searchPhone, rank) VALUES ('automerge', 0);
INSERT INTO searchPhone (searchPhone, rank) VALUES ('crisismerge', 64);
INSERT INTO searchPhone (searchPhone, rank) VALUES ('hashsize', 16777216);
CREATE TABLE searchPhoneFresh (id INTEGER PRIMARY KEY, held TEXT NOT NULL, digits TEXT NOT NULL) STRICT;

-- Streets without house numbers, counted in idle time (streets.ts); "key" is folded.
CREATE TABLE searchStreet (key TEXT, town TEXT, postcode TEXT, street TEXT, uses INTEGER NOT NULL, PRIMARY KEY (key, town, postcode, street)) STRICT, WITHOUT ROWID;
CREATE TABLE searchTown (postcode TEXT, town TEXT, uses INTEGER NOT NULL, PRIMARY KEY (postcode, town)) STRICT, WITHOUT ROWID;

-- Rows an import has appended and not yet put into the ordered tables, and those of them a save was quicker with.
CREATE TABLE searchUnfed (firstId INTEGER PRIMARY KEY, lastId INTEGER NOT NULL, begun INTEGER NOT NULL, phonesUpTo INTEGER NOT NULL) STRICT;
CREATE TABLE searchSkip (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE searchState (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO searchState (key, value) VALUES ('version', ${SEARCH_VERSION});
`;
