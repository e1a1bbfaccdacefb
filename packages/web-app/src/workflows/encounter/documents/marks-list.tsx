import { Button, TextInput } from "@mantine/core";
import type { DocumentMark, DocumentView } from "@practicum/contracts/charting/documents";
import { useKeys } from "@practicum/ui/keys.ts";
import { cropMoved, markWords, moved, resized, type Chosen } from "./view-model.ts";

interface Props {
  readonly view: DocumentView;
  readonly chosen: Chosen;
  readonly edits: boolean;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onChange: (view: DocumentView) => void;
}

const STEP = 10;

/** The marks in words; each is moved with the arrow keys, made larger or smaller with Shift, and taken away. */
export function MarksList({ view, chosen, edits, onChoose, onChange }: Props) {
  const { marks, crop } = view;
  if (marks.length === 0 && crop === null) return null;
  const put = (at: number, mark: DocumentMark) =>
    onChange({ ...view, marks: marks.map((one, place) => (place === at ? mark : one)) });
  return (
    <section aria-label="Marks on the picture">
      {edits && (
        <p className="c-dim">
          Draw with the pointer, or press a mark and move it with the arrow keys; with Shift they make it larger or
          smaller.
        </p>
      )}
      <ul className="c-list">
        {crop && (
          <Row
            words={`Cropped to ${Math.round(crop.width / 10)}% by ${Math.round(crop.height / 10)}%`}
            removal="Whole picture"
            edits={edits}
            chosen={chosen === "crop"}
            onChoose={() => onChoose(chosen === "crop" ? null : "crop")}
            onMove={(dx, dy) => onChange({ ...view, crop: cropMoved(crop, dx, dy) })}
            onResize={(step) => {
              const width = Math.min(1000 - crop.x, Math.max(10, crop.width + step));
              const height = Math.min(1000 - crop.y, Math.max(10, crop.height + step));
              onChange({ ...view, crop: { ...crop, width, height } });
            }}
            onRemove={() => {
              onChoose(null);
              onChange({ ...view, crop: null });
            }}
          />
        )}
        {marks.map((mark, at) => (
          <Row
            // oxlint-disable-next-line react/no-array-index-key -- a mark has no id: its place is what it is
            key={at}
            words={markWords(mark)}
            removal="Remove"
            edits={edits}
            chosen={chosen === at}
            text={mark.kind === "text" ? mark.text : null}
            onText={(text) => mark.kind === "text" && put(at, { ...mark, text })}
            onChoose={() => onChoose(chosen === at ? null : at)}
            onMove={(dx, dy) => put(at, moved(mark, dx, dy))}
            onResize={(step) => put(at, resized(mark, step))}
            onRemove={() => {
              onChoose(null);
              onChange({ ...view, marks: marks.filter((_, place) => place !== at) });
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly words: string;
  readonly removal: string;
  readonly edits: boolean;
  readonly chosen: boolean;
  readonly text?: string | null;
  readonly onText?: (text: string) => void;
  readonly onChoose: () => void;
  readonly onMove: (dx: number, dy: number) => void;
  readonly onResize: (step: number) => void;
  readonly onRemove: () => void;
}

function Row({ words, removal, edits, chosen, text = null, ...row }: RowProps) {
  const onKeyDown = useKeys({
    ArrowLeft: () => row.onMove(-STEP, 0),
    ArrowRight: () => row.onMove(STEP, 0),
    ArrowUp: () => row.onMove(0, -STEP),
    ArrowDown: () => row.onMove(0, STEP),
    "shift+ArrowUp": () => row.onResize(STEP),
    "shift+ArrowRight": () => row.onResize(STEP),
    "shift+ArrowDown": () => row.onResize(-STEP),
    "shift+ArrowLeft": () => row.onResize(-STEP),
    Delete: row.onRemove,
  });
  if (!edits) return <li>{words}</li>;
  return (
    <li>
      <Button
        size="compact-sm"
        variant={chosen ? "light" : "subtle"}
        color="gray"
        aria-pressed={chosen}
        onClick={row.onChoose}
        onKeyDown={onKeyDown}
      >
        {words}
      </Button>
      {text !== null && (
        <TextInput
          size="xs"
          aria-label="Text on the picture"
          maxLength={80}
          value={text}
          onChange={(event) => row.onText?.(event.currentTarget.value)}
        />
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={`${removal}: ${words}`}
        onClick={row.onRemove}
      >
        {removal}
      </Button>
    </li>
  );
}
