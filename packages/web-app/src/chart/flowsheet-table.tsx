import { Button, UnstyledButton } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import { hasCourse, type FlowCell, type FlowColumn, type FlowRow, type Flowsheet } from "./flowsheet.ts";
import { Sparkline } from "./sparkline.tsx";
import { TrendPicture } from "./trend/trend-picture.tsx";

interface Props {
  /** "Vital signs": what the table is called. */
  readonly label: string;
  readonly sheet: Flowsheet;
  /** How many of the newest columns are shown before somebody asks for more. */
  readonly columnsFirst?: number;
  /** What can be done with a column: stands below its date. */
  readonly action?: (column: FlowColumn) => ReactNode;
  /** Of whom: the measures' names then open a large picture. */
  readonly patientId: string;
}

/** How many more columns one press brings. */
const MORE = 12;

/** What was measured over time: a row a measure with its course as a picture, a column a moment, the newest at the right and in sight. */
export function FlowsheetTable({ label, sheet, columnsFirst = 5, action, patientId }: Props) {
  const [count, setCount] = useState(columnsFirst);
  const [pictured, setPictured] = useState<string | null>(null);
  const scroller = useRef<HTMLElement>(null);
  const first = Math.max(0, sheet.columns.length - count);
  useLayoutEffect(() => {
    const element = scroller.current;
    // What is newest is in sight; after "Earlier" the eye stays at what was asked for.
    if (element) element.scrollLeft = count === columnsFirst ? element.scrollWidth : 0;
  }, [count, columnsFirst, sheet.columns.length]);
  const columns = sheet.columns.slice(first);
  const large = sheet.rows.find((row) => row.key === pictured && hasCourse(row));
  return (
    <>
      {first > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => setCount(count + MORE)}>
          Earlier: {first} more
        </Button>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <section ref={scroller} className="c-flow" tabIndex={0} aria-label={`${label}, the newest at the right`}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="p-visually-hidden">Measure and its course</span>
              </th>
              {columns.map((column) => (
                <ColumnHead key={column.key} column={column} action={action?.(column)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <div className="c-flow-name">
                    <RowName
                      row={row}
                      open={pictured === row.key}
                      onToggle={() => setPictured(pictured === row.key ? null : row.key)}
                    />
                    <Sparkline row={row} />
                  </div>
                </th>
                {columns.map((column, index) => (
                  <Cell key={column.key} cell={row.cells[first + index] ?? null} struck={column.struck} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {large && <TrendPicture patientId={patientId} row={large} />}
    </>
  );
}

interface RowNameProps {
  readonly row: FlowRow;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** The measure's name; where there is a course, it opens the picture of it. */
export function RowName({ row, open, onToggle }: RowNameProps) {
  const unit = row.unit && <span className="c-dim">{row.unit}</span>;
  if (!hasCourse(row))
    return (
      <>
        {row.label} {unit}
      </>
    );
  return (
    <UnstyledButton
      className="t-open"
      aria-expanded={open}
      title={open ? "Close the picture" : "Open the picture"}
      onClick={onToggle}
    >
      {row.label} {unit}
    </UnstyledButton>
  );
}

function ColumnHead({ column, action }: { readonly column: FlowColumn; readonly action: ReactNode }) {
  const session = useSession();
  return (
    <th scope="col">
      {formatDate(localDateOf(session, column.at))}
      <div className="c-flow-by">
        {formatMinutes(localMinutesOf(session, column.at))}
        {column.by && `, ${column.by}`}
      </div>
      {column.struck && <div className="c-flow-by">Entered in error</div>}
      {action}
    </th>
  );
}

function Cell({ cell, struck }: { readonly cell: FlowCell | null; readonly struck: boolean }) {
  if (cell === null) return <td className="c-dim">–</td>;
  return (
    <td data-struck={struck}>
      <span className="c-flow-value">{cell.text}</span>
      {cell.flag && <Flag {...cell.flag} />}
      {cell.second && <div className="c-flow-by">{cell.second}</div>}
    </td>
  );
}

/** By arrow and word: colour never speaks alone. */
function Flag({ direction, critical }: { readonly direction: "high" | "low"; readonly critical: boolean }) {
  const Arrow = direction === "high" ? IconArrowUp : IconArrowDown;
  return (
    <span className="c-flag" data-critical={critical}>
      {" "}
      <Arrow size={13} aria-hidden />
      {critical ? `critically ${direction}` : direction}
    </span>
  );
}
