import { IconHistory } from "@tabler/icons-react";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { useDock } from "../../shell/dock/dock-context.ts";
import { useSession } from "../../session/session-context.ts";

interface Props {
  readonly encounterId: string;
  readonly section: NoteSection;
  readonly label: string;
  readonly version: number;
}

/** The way to what was written in a section before, where there was more than one version. */
export function HistoryLink({ encounterId, section, label, version }: Props) {
  const dock = useDock();
  const session = useSession();
  // Who bills reads the signed note and none of its versions.
  if (version < 2 || !session.can("chart.read")) return null;
  return (
    <button
      type="button"
      className="n-history"
      title="What was written here before"
      aria-label={`${label}: what was written here before`}
      onClick={() => dock.open("note-history", `${encounterId}.${section}`)}
    >
      <IconHistory size={15} aria-hidden />
    </button>
  );
}
