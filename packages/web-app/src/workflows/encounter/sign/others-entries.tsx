import { Checkbox } from "@mantine/core";
import type { OthersEntry } from "@practicum/contracts/charting/signing";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";

interface Props {
  readonly entries: readonly OthersEntry[];
  /** Whether the signer has said so to all that is asked. */
  readonly taken: boolean;
  readonly onTake: (taken: boolean) => void;
  readonly onJump: (target: string) => void;
}

/** What others put into the note, by name: who signs it signs for that too, so it is read and said. */
export function OthersEntries({ entries, taken, onTake, onJump }: Props) {
  const session = useSession();
  const byName = [...Map.groupBy(entries, (one) => one.by)];
  const asked = entries.filter((one) => one.asks).length;
  return (
    <section aria-label="What others put in">
      {byName.map(([name, own]) => (
        <div key={name} style={{ marginBottom: 6 }}>
          <b>{name}</b> put in:
          <ul className="e-gate">
            {own.map((one) => (
              <li key={one.key} data-severity="note">
                <button type="button" onClick={() => onJump(one.target)}>
                  <span style={{ flex: 1 }}>{one.what}</span>
                  {one.at && <span className="c-dim">{whenText(session, one.at)}</span>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {asked > 0 && (
        <Checkbox
          label={`I have read ${asked === 1 ? "this entry" : `these ${asked} entries`} and sign for ${asked === 1 ? "it" : "them"} as my own`}
          checked={taken}
          onChange={(event) => onTake(event.currentTarget.checked)}
        />
      )}
    </section>
  );
}
