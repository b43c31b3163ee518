// The ordered tables of the search index and what of a row goes into each: the keys of rows that an import has appended and
// nobody has put there yet. How they get there is feed.ts.

export type Ordered = { table: string; columns: string; keys: string; names?: { field: 1 | 2; column: string } };

const UNFED_ROWS = 'searchUnfed u CROSS JOIN searchRow r ON r.id BETWEEN u.firstId AND u.lastId AND u.begun = 1';

/** The ordered tables and the keys of the rows that are not in them yet. */
export const ORDERED: readonly Ordered[] = [
  {
    table: 'searchLast',
    columns: 'last, first, id',
    keys: `SELECT r.last, r.first, r.id AS id FROM ${UNFED_ROWS}`,
    names: { field: 1, column: 'last' },
  },
  {
    table: 'searchFirst',
    columns: 'first, last, id',
    keys: `SELECT r.first, r.last, r.id AS id FROM ${UNFED_ROWS} WHERE r.first <> ''`,
    names: { field: 2, column: 'first' },
  },
  {
    table: 'searchPostcode',
    columns: 'postcode, last, first, id',
    keys: `SELECT r.postcode, r.last, r.first, r.id AS id FROM ${UNFED_ROWS} WHERE r.postcode <> ''`,
  },
  {
    table: 'searchBirth',
    columns: 'day, id',
    keys: `SELECT CAST(substr(r.birthDate, 6, 2) || substr(r.birthDate, 9, 2) || substr(r.birthDate, 1, 4) AS INTEGER) AS day,
      r.id AS id FROM ${UNFED_ROWS} WHERE r.birthDate IS NOT NULL`,
  },
  {
    table: 'searchCode',
    columns: 'code, id',
    keys: `SELECT c.value AS code, r.id AS id FROM ${UNFED_ROWS}
      CROSS JOIN json_each('["' || replace(r.codes, ' ', '","') || '"]') c WHERE r.codes <> ''`,
  },
  {
    table: 'searchFacet',
    columns: 'facet, id',
    keys: `SELECT f.value AS facet, r.id AS id FROM ${UNFED_ROWS}
      CROSS JOIN json_each('["' || replace(r.facets, ' ', '","') || '"]') f WHERE r.facets <> ''`,
  },
];
