import { Button } from "@mantine/core";
import type { NarrativeLine } from "@practicum/note-templates/narrative";
import { addBelow, changedSince, isBehind, keepByHand, weave, type Woven } from "@practicum/note-templates/weave";
import { Notice } from "@practicum/ui/states.tsx";

interface Props {
  readonly woven: Woven;
  readonly lines: readonly NarrativeLine[];
  readonly onWoven: (next: Woven) => void;
}

/** Where text and fields do not say the same: what others answered is brought in by one click, and a hand's words are never written over. */
export function BesideFields({ woven, lines, onWoven }: Props) {
  const behind = isBehind(woven, lines);
  const changed = changedSince(woven, lines);
  if (!behind && changed.length === 0) return null;
  return (
    <div className="nf-beside">
      {behind && (
        <Notice tone="warn">
          The fields say more than this text does.{" "}
          <Button size="compact-xs" onClick={() => onWoven(weave(woven, lines))}>
            Bring it into the text
          </Button>
        </Notice>
      )}
      {changed.map((one) => (
        <Notice key={one.line} tone="warn">
          You changed “{one.was}” by hand; its field {one.now === "" ? "is empty now" : `now says “${one.now}”`}.{" "}
          {one.now !== "" && (
            <Button size="compact-xs" onClick={() => onWoven(addBelow(woven, one))}>
              Add that below
            </Button>
          )}{" "}
          <Button size="compact-xs" variant="default" onClick={() => onWoven(keepByHand(woven, one))}>
            Leave the text
          </Button>
        </Notice>
      ))}
    </div>
  );
}
