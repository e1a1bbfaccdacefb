import { Button, Loader } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { SearchAnswer } from "./search-answer.ts";

/** Words that were entered before their answer was there. */
export interface WaitingPick {
  readonly id: number;
  readonly text: string;
}

interface Props<T> {
  readonly waiting: readonly WaitingPick[];
  readonly useSearch: (text: string) => SearchAnswer<T>;
  readonly onPick: (item: T) => void;
  readonly onDone: (id: number) => void;
  /** Puts the words back into the field. */
  readonly onAgain: (text: string) => void;
  readonly onFreeText: ((text: string) => void) | undefined;
}

/** What was entered ahead of the answers, in its order: each takes the first that its own words find; what finds nothing says so. */
export function WaitingPicks<T>(props: Props<T>) {
  const { waiting, onDone } = props;
  const [head, ...others] = waiting;
  if (!head) return null;
  return (
    <div role="status" className="c-waiting">
      <Head key={head.id} {...props} text={head.text} onDone={() => onDone(head.id)} />
      {others.map((one) => (
        <span key={one.id} className="c-dim">
          then “{one.text}”
        </span>
      ))}
    </div>
  );
}

interface HeadProps<T> extends Pick<Props<T>, "useSearch" | "onPick" | "onAgain" | "onFreeText"> {
  readonly text: string;
  readonly onDone: () => void;
}

function Head<T>({ text, useSearch, onPick, onAgain, onFreeText, onDone }: HeadProps<T>) {
  const { choices, searching, problem } = useSearch(text);
  const taken = useRef(false);
  const first = searching ? undefined : choices[0];
  useEffect(() => {
    if (!first || taken.current) return;
    taken.current = true;
    onPick(first.item);
    onDone();
  });
  if (first || searching) {
    return (
      <span className="c-dim">
        <Loader size={12} /> Looking for “{text}”
      </span>
    );
  }
  return (
    <>
      <span role="alert">{problem ?? `Nothing is found for “${text}”.`}</span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          onAgain(text);
          onDone();
        }}
      >
        Search again
      </Button>
      {onFreeText && !problem && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            onFreeText(text);
            onDone();
          }}
        >
          Use it as typed
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onDone}>
        Cancel
      </Button>
    </>
  );
}
