// Page 'Kunden importieren': one list from choosing to the result. It shows what the service says is the case; long work
// goes on there, whatever page is open.
import { useQuery } from '@tanstack/react-query';
import type { ImportState } from '../../src-shared/customer-import/contract.ts';
import { Loaded, PageSheet } from '../administration/page-sheet.tsx';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { ChosenList } from './chosen-list.tsx';
import { ListChooser } from './list-chooser.tsx';
import { Outcome } from './outcome.tsx';
import { Running } from './running.tsx';

const EVERY_MS = 300;

export function ImportPage() {
  const t = useTexts(customerImportTexts);
  const query = useQuery(
    calls.customerImport.state.queryOptions({ refetchInterval: ({ state }) => (state.data?.job ? EVERY_MS : false) }),
  );
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <Loaded query={query}>{(state) => <Import state={state} />}</Loaded>
    </PageSheet>
  );
}

function Import({ state }: { state: ImportState }) {
  const { file, job, run } = state;
  if (job?.kind === 'importing' || job?.kind === 'indexing') return <Running job={job} />;
  if (run) return <Outcome run={run} state={state} />;
  return (
    <>
      <ListChooser state={state} />
      {file && <ChosenList key={file.id} file={file} state={state} />}
    </>
  );
}
