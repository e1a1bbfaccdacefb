import { Button, CloseButton, Title } from "@mantine/core";
import { words } from "@practicum/curriculum/abbreviations";
import { lessonNames } from "@practicum/curriculum/help/lesson-names";
import { partsOf, type HelpPage } from "@practicum/curriculum/help/page";
import { helpAt, helpPages } from "@practicum/curriculum/help/pages";
import { Notice } from "@practicum/ui/states.tsx";
import { useMatches } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { useHelpPort } from "./help-port.ts";

interface Props {
  readonly onClose: () => void;
}

/** What the screen beside it is for, what is done there, its words, the rules behind it, and where it is practised. */
export function HelpPanel({ onClose }: Props) {
  const matches = useMatches();
  const { roles, mode } = useSession();
  const page = helpAt(matches.at(-1)?.fullPath.replace(/(.)\/$/, "$1") ?? "/");
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever asks for help reads it next; whoever goes on to another screen goes on there.
  useEffect(() => heading.current?.focus(), []);
  // The sandbox lies at any address, and its screens behind a #.
  const guide = `${mode === "sandbox" ? "" : "/"}guide/${guideRole(page, roles)}`;
  return (
    <aside className="w-help p-no-print" aria-label="Help">
      <header className="w-help-head">
        <Title order={2} size="h5" ref={heading} tabIndex={-1}>
          {page === undefined ? "Help" : `Help: ${page.title}`}
        </Title>
        <CloseButton aria-label="Close help" onClick={onClose} />
      </header>
      {page === undefined ? (
        <Notice tone="info" role="status">
          There is nothing to say about this screen. The guide has all others.
        </Notice>
      ) : (
        <About page={page} />
      )}
      <p className="w-help-foot">
        <a href={guide} target="_blank" rel="noreferrer">
          The whole guide for your role, to print
        </a>
      </p>
    </aside>
  );
}

function guideRole(page: HelpPage | undefined, roles: readonly string[]): string {
  const theirs = roles.filter((role) => helpPages.some((one) => one.roles.some((of) => of === role)));
  const best = theirs.find((role) => page?.roles.some((of) => of === role)) ?? theirs[0];
  return best === undefined ? "index.html" : `${best}.html${page === undefined ? "" : `#${page.id}`}`;
}

function About({ page }: { readonly page: HelpPage }) {
  return (
    <>
      {page.purpose.map((line) => (
        <p key={line}>
          <Marked text={line} />
        </p>
      ))}
      <section aria-label="What you do here">
        <h3>What you do here</h3>
        <dl>
          {page.tasks.map(({ to, how }) => (
            <div key={to}>
              <dt>{to}</dt>
              <dd>
                <Marked text={how} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {page.rules.length > 0 && (
        <section aria-label="What holds here">
          <h3>What holds here</h3>
          <ul>
            {page.rules.map(({ number, says }) => (
              <li key={number}>
                {says} <small>{number}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {page.words.length > 0 && (
        <section aria-label="Words of this screen">
          <h3>Words of this screen</h3>
          <dl>
            {page.words.map((word) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{words[word]}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {page.lessons.length > 0 && <Lessons ids={page.lessons} />}
    </>
  );
}

function Lessons({ ids }: { readonly ids: readonly string[] }) {
  const port = useHelpPort();
  const [starting, setStarting] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const start = async (id: string) => {
    setStarting(id);
    setFailed(false);
    await port?.startLesson(id).catch(() => setFailed(true));
    setStarting(null);
  };
  return (
    <section aria-label="Practise it">
      <h3>Practise it</h3>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            {lessonNames[id]}
            {port !== null && (
              <Button
                size="compact-xs"
                variant="default"
                ml={8}
                loading={starting === id}
                disabled={starting !== null && starting !== id}
                aria-label={`Begin the lesson ${lessonNames[id]}`}
                onClick={() => void start(id)}
              >
                Begin
              </Button>
            )}
          </li>
        ))}
      </ul>
      {port === null && <p>Lessons are in the training practice, where nobody comes to harm.</p>}
      {failed && <p role="alert">The lesson could not begin. What you did before is kept; try again.</p>}
    </section>
  );
}

function Marked({ text }: { readonly text: string }) {
  return partsOf(text).map((part, at) =>
    part.isName ? <b key={at}>{part.text}</b> : <span key={at}>{part.text}</span>,
  );
}
