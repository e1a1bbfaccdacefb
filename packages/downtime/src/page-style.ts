/** Black on white, at any size and on paper: this is read when nothing else works. */
export const pageStyle = `
:root { color-scheme: light; font: 15px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; color: #14181f; background: #fff; }
* { box-sizing: border-box; }
body { margin: 0; }
[hidden] { display: none !important; }
main { max-width: 1080px; margin: 0 auto; padding: 20px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 24px 0 8px; } h3 { font-size: 15px; margin: 0; }
p { margin: 4px 0; }
.dim { color: #4a5361; }
.bar { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; align-items: center; }
button, input { font: inherit; padding: 8px 12px; border-radius: 6px; border: 1px solid #6b7280; background: #fff; color: inherit; }
button { cursor: pointer; } button.main { background: #0b5394; border-color: #0b5394; color: #fff; }
:focus-visible { outline: 3px solid #0b5394; outline-offset: 2px; }
.lock { max-width: 440px; margin: 12vh auto 0; padding: 0 20px; } .lock input { width: 100%; margin: 4px 0 12px; }
.wrong { color: #a40e26; font-weight: 600; min-height: 1.5em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 6px 8px; border-bottom: 1px solid #cbd2db; }
th { font-size: 13px; } .wide { overflow-x: auto; }
article { border: 1px solid #9aa4b2; border-radius: 8px; padding: 12px 14px; margin: 0 0 12px; }
article header { display: flex; justify-content: space-between; gap: 12px; flex-wrap: wrap; }
td:nth-child(3), td:last-child { white-space: nowrap; }
.number { font: 700 16px ui-monospace, Consolas, monospace; white-space: nowrap; }
dl { display: grid; grid-template-columns: 110px 1fr; gap: 2px 10px; margin: 8px 0 0; } dt { color: #4a5361; } dd { margin: 0; }
.alarm { font-weight: 700; } .papers { display: none; }
@page { size: letter; margin: 12mm; }
@media print {
  .screen { display: none !important; } main { max-width: none; padding: 0; }
  body[data-print="schedule"] .papers, body[data-print="sheets"] .schedule { display: none; }
  body[data-print="sheets"] .papers { display: block; }
  body[data-print="sheets"] .head { display: none; }
  .page { break-after: page; } .page:last-child { break-after: auto; }
  table { font-size: 11px; } article { border: 0; padding: 0; margin: 0; }
  .box { border: 1px solid #000; padding: 4px 6px; margin-top: 6px; font-size: 12px; } .box b { display: block; }
  .lines { height: 150px; } .few { height: 64px; } .one { height: 40px; }
  .fields span { display: inline-block; min-width: 118px; border-bottom: 1px solid #000; margin: 10px 8px 0 0; padding-right: 50px; }
}`;
