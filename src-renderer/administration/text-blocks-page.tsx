// Page 'Textbausteine': the declarations that customers sign, their versions, and the editor for a new one.
import { MessageBar, MessageBarBody, makeStyles, Tab, TabList } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { versionInForce } from '../../src-shared/consent/text-block.ts';
import type { TextBlockRecord } from '../../src-shared/text-blocks/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls } from '../client.ts';
import { usePlace } from '../paths.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { Loaded, PageSheet } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
import { TextBlockEditor } from './text-block-editor.tsx';
import { TextBlockReader } from './text-block-reader.tsx';
import { VersionChoice } from './version-choice.tsx';

const useStyles = makeStyles({
  tabs: { margin: '8px 0 4px -10px' },
  hint: { marginBottom: '8px' },
});

export function TextBlocksPage({ person }: AdministrationPageProps) {
  return (
    <Loaded query={useQuery(calls.textBlocks.all.queryOptions())}>
      {(blocks) => blocks[0] && <Page blocks={blocks} first={blocks[0]} personId={person.id} />}
    </Loaded>
  );
}

function Page(props: { blocks: readonly TextBlockRecord[]; first: TextBlockRecord; personId: string }) {
  const { blocks, first, personId } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const [openId, setOpenId] = useState(first.id);
  const block = blocks.find((one) => one.id === openId) ?? first;
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <LogCommand subjectIds={[block.id]} record={block.title} />
      <TabList
        size="small"
        aria-label={t.declarations}
        className={styles.tabs}
        selectedValue={block.id}
        onTabSelect={async (_event, { value }) => {
          const { hold } = usePlace.getState();
          if (hold && !(await hold())) return;
          setOpenId(String(value));
        }}
      >
        {blocks.map((one) => (
          <Tab key={one.id} value={one.id}>
            {one.title}
          </Tab>
        ))}
      </TabList>
      <Block key={block.id} block={block} personId={personId} />
    </PageSheet>
  );
}

function Block({ block, personId }: { block: TextBlockRecord; personId: string }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const [newest] = block.versions;
  /** null = the newest one, in the editor. */
  const [readNumber, setReadNumber] = useState<number | null>(null);
  const [basis, setBasis] = useState<string | null>(null);
  const read = block.versions.find((one) => one.number === readNumber);
  const inForce = versionInForce(block.versions, Date.now());
  if (!newest) return null;
  return (
    <>
      {newest.by === null && (
        <MessageBar intent="warning" shape="square" className={styles.hint}>
          <MessageBarBody>{t.template}</MessageBarBody>
        </MessageBar>
      )}
      <VersionChoice
        versions={block.versions}
        inForce={inForce?.number ?? null}
        chosen={read?.number ?? newest.number}
        choose={async (number) => {
          const { hold } = usePlace.getState();
          if (hold && !(await hold())) return;
          setBasis(null);
          setReadNumber(number === newest.number ? null : number);
        }}
      />
      {read ? (
        <TextBlockReader
          version={read}
          takeOver={() => {
            setBasis(read.body);
            setReadNumber(null);
          }}
        />
      ) : (
        <TextBlockEditor key={newest.number} block={block} newest={newest} basis={basis} personId={personId} />
      )}
    </>
  );
}
