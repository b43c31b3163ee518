// Page 'Textbausteine': the declarations that customers sign, their versions, and the editor for a new one; and of every
// template what becomes of its prints.
import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { versionInForce } from '../../src-shared/consent/text-block.ts';
import { SHEETS, type TemplateKey } from '../../src-shared/text-blocks/archive.ts';
import type { TextBlockRecord } from '../../src-shared/text-blocks/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls } from '../client.ts';
import { usePlace } from '../paths.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { Loaded, PageSheet } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
import { PickOne } from './pick-one.tsx';
import { FixedFiling, SheetFiling } from './template-filing.tsx';
import { TextBlockEditor } from './text-block-editor.tsx';
import { TextBlockReader } from './text-block-reader.tsx';
import { VersionChoice } from './version-choice.tsx';

const useStyles = makeStyles({
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
  const t = useTexts(administrationTexts).textBlocks;
  const declarations: Readonly<Record<string, string>> = useTexts(consentTexts).declarations;
  const sheets = useTexts(loggedFieldTexts).words['textBlock.purpose'];
  const titleOf = (block: TextBlockRecord) => declarations[block.purpose] ?? block.title;
  /** A block's id, or a sheet. */
  const [openId, setOpenId] = useState(first.id);
  const sheet = SHEETS.find((one) => one === openId);
  const block = blocks.find((one) => one.id === openId) ?? first;
  const head = (
    <PickOne
      label={t.declaration}
      value={sheet ?? block.id}
      options={[
        ...blocks.map((one) => ({ value: one.id, label: titleOf(one) })),
        ...SHEETS.map((one) => ({ value: one, label: sheets[one] })),
      ]}
      pick={(id) => void unlessHeld(() => setOpenId(id))}
    />
  );
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      {sheet ? (
        <>
          {head}
          <SheetFiling key={sheet} template={sheet} title={sheets[sheet]} personId={personId} />
        </>
      ) : (
        <>
          <LogCommand subjectIds={[block.id]} record={titleOf(block)} />
          <Block key={block.id} block={block} personId={personId} head={head} />
        </>
      )}
    </PageSheet>
  );
}

function Block({ block, personId, head }: { block: TextBlockRecord; personId: string; head: ReactNode }) {
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
      <VersionChoice
        before={head}
        versions={block.versions}
        inForce={inForce?.number ?? null}
        chosen={read?.number ?? newest.number}
        choose={(number) =>
          void unlessHeld(() => {
            setBasis(null);
            setReadNumber(number === newest.number ? null : number);
          })
        }
      />
      <FixedFiling template={block.purpose as TemplateKey} />
      {newest.by === null && (
        <MessageBar intent="warning" shape="square" className={styles.hint}>
          <MessageBarBody>{t.template}</MessageBarBody>
        </MessageBar>
      )}
      {read ? (
        <TextBlockReader
          version={read}
          takeOver={() => {
            setBasis(read.body);
            setReadNumber(null);
          }}
        />
      ) : (
        <TextBlockEditor block={block} newest={newest} basis={basis} personId={personId} />
      )}
    </>
  );
}

/** Runs it when nothing unsaved holds the page back, or after the question was answered so. */
async function unlessHeld(change: () => void): Promise<void> {
  const { hold } = usePlace.getState();
  if (!hold || (await hold())) change();
}
