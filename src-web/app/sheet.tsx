// One question a screen: the branch's band, a heading that takes the focus, what is asked, and 'Zurück'.
import { type ReactNode, useEffect, useRef } from 'react';
import { chooseOtherLanguage, useTexts } from './texts.ts';

export function Sheet(about: {
  appName: string;
  branchName: string | null;
  title: string;
  back?: (() => void) | undefined;
  children: ReactNode;
}) {
  const t = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const { appName, branchName, title, back, children } = about;
  useEffect(() => {
    document.title = `${title} – ${appName}`;
  }, [title, appName]);
  // The next screen begins where a screen reader and the keyboard expect it.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="page">
      <header className="band">
        <span className="app">{appName}</span>
        {branchName && <span className="branch">{branchName}</span>}
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        {back && (
          <button type="button" className="quiet" onClick={back}>
            {t.back}
          </button>
        )}
      </main>
      <footer>
        <button
          type="button"
          className="quiet"
          lang={t.other === 'English' ? 'en' : 'de'}
          onClick={chooseOtherLanguage}
        >
          {t.other}
        </button>
      </footer>
    </div>
  );
}

/** Said at once to whoever does not see it appear. */
export function Problem({ text, id }: { text: string | null; id?: string }) {
  return (
    <div role="alert" id={id}>
      {text && <p className="problem">{text}</p>}
    </div>
  );
}
