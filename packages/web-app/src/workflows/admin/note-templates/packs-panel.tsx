import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";

/** Packs of templates for a specialty: taken into use and out of it. */
export function PacksPanel() {
  const trpc = useTRPC();
  const packs = useQuery(trpc.charting.notePacks.queryOptions({}));
  const install = useCommand("charting", "installNotePack");
  const remove = useCommand("charting", "removeNotePack");
  const error = install.error ?? remove.error;
  const take = async (pack: string, name: string) => {
    const done = await install.run({ pack });
    if (done.ok) say(`${name} is in use. Change its templates as you like.`);
  };
  const leave = async (pack: string, name: string) => {
    const done = await remove.run({ pack });
    if (done.ok) say(`${name} is out of use. Notes that were made with it stay as they are.`);
  };
  if (packs.isError)
    return <ErrorState what="The packs" message={errorText(packs.error)} onRetry={() => void packs.refetch()} />;
  if (!packs.data) return <LoadingState rows={3} />;
  return (
    <section className="w-panel" aria-label="Packs" style={{ marginTop: 14 }}>
      <header>
        <h2>Packs for a specialty</h2>
      </header>
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
      {packs.data.map(({ pack, name, about, templates }) => {
        const used = templates.filter((one) => one.installed).length;
        return (
          <div key={pack} className="nt-pack">
            <div>
              <b>{name}</b>{" "}
              <span className="c-dim">
                {used} of {templates.length} in use
              </span>
              <div>{about}</div>
              <div className="c-dim">{templates.map((one) => one.name).join(" · ")}</div>
            </div>
            <div className="nt-row">
              {used < templates.length && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Take into use: ${name}`}
                  loading={install.pending}
                  onClick={() => void take(pack, name)}
                >
                  Take into use
                </Button>
              )}
              {used > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Take out of use: ${name}`}
                  loading={remove.pending}
                  onClick={() => void leave(pack, name)}
                >
                  Take out of use
                </Button>
              )}
            </div>
          </div>
        );
      })}
    </section>
  );
}
