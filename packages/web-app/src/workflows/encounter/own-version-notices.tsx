import { Button } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";
import type { OwnVersion } from "./use-own-version.ts";

interface Props {
  readonly control: Pick<OwnVersion<unknown>, "problem" | "mine" | "keepMine" | "dropMine">;
  /** What it is, as in "Someone changed the codes while you did". */
  readonly what: string;
}

/** Why a change was taken back, and one's own version where somebody else was faster. */
export function OwnVersionNotices({ control, what }: Props) {
  return (
    <>
      {control.problem && (
        <Notice tone="danger" role="alert">
          {control.problem}
        </Notice>
      )}
      {control.mine !== null && (
        <Notice tone="warn" role="alert">
          Someone changed the {what} while you did; theirs is shown.{" "}
          <Button size="compact-xs" onClick={control.keepMine}>
            Use yours
          </Button>{" "}
          <Button size="compact-xs" variant="default" onClick={control.dropMine}>
            Keep theirs
          </Button>
        </Notice>
      )}
    </>
  );
}
