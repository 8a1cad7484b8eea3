/** The look of a page: light and dark by the reader's preference, narrow screens, print. Nothing is loaded from anywhere. */
export const styles = `
:root{color-scheme:light dark;
--paper:#f4f6f8;--card:#fff;--ink:#14212b;--soft:#4c5d6a;--line:#d6dee4;--faint:#eaeff2;
--water:#0b5f83;--deep:#073b52;--wash:#dcedf5;
--good:#166245;--good-wash:#dff3e8;--warn:#7a4b00;--warn-wash:#fdeecb;--bad:#a3201d;--bad-wash:#fbe3e1;--open:#5b3a92;--open-wash:#ece4f8}
@media (prefers-color-scheme:dark){:root{
--paper:#0d151b;--card:#14202a;--ink:#e8eef2;--soft:#a9b9c4;--line:#2c3c48;--faint:#1a2833;
--water:#6cc3e8;--deep:#062e40;--wash:#123546;
--good:#79d8a8;--good-wash:#123526;--warn:#f2c25c;--warn-wash:#3a2c0b;--bad:#ff9b94;--bad-wash:#431a18;--open:#c9b1f5;--open-wash:#2c2144}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--water)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--water);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
header{background:var(--deep);color:#fff;padding:2.6rem 1.5rem 4.6rem}
header .wrap{max-width:1232px;margin:auto}
header p{margin:.2rem 0;color:#cfe3ee}header p::first-letter{text-transform:uppercase}header .kicker{text-transform:uppercase;letter-spacing:.12em;font-size:.78rem;font-weight:600}
h1{font-size:clamp(2rem,5vw,3rem);line-height:1.1;margin:.3rem 0 .5rem;letter-spacing:-.02em;text-transform:capitalize}
main{max-width:1280px;margin:-3rem auto 4rem;padding:0 1.5rem}
.tiles{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:1rem;margin:0 0 1.5rem;padding:0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.15rem;box-shadow:0 1px 2px #0001}
.tile dt{font-size:.82rem;color:var(--soft);font-weight:600}.tile dd{margin:.15rem 0 0}
.tile .figure{font-size:1.6rem;font-weight:680;letter-spacing:-.02em;line-height:1.2;display:block}
.tile .figure .badge{font-size:1rem;margin:.3rem 0;white-space:normal;border-radius:14px}.tile .under{font-size:.85rem;color:var(--soft)}
nav{margin:0 0 1.5rem}nav ul{display:flex;flex-wrap:wrap;gap:.4rem .5rem;list-style:none;margin:0;padding:0}
nav a{display:block;padding:.3rem .8rem;border:1px solid var(--line);border-radius:99px;background:var(--card);text-decoration:none;font-size:.9rem}
nav{position:sticky;top:0;z-index:1;background:var(--paper);padding:.6rem 0}section{scroll-margin-top:6.5rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0;margin:0 0 1.2rem}.counts .badge{font-size:.95rem;padding:.3em .9em}
nav a:hover{border-color:var(--water)}
section{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:1.6rem 1.8rem 1.8rem;margin:0 0 1.4rem}
h2{font-size:1.45rem;letter-spacing:-.01em;margin:0 0 .5rem}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
.lead{color:var(--soft);max-width:75ch;margin:.2rem 0 1.1rem}
.count,.place{color:var(--soft);font-size:.88em}.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--faint);padding:.08em .35em;border-radius:5px;overflow-wrap:anywhere}td code{overflow-wrap:break-word}
ul{margin:.3rem 0;padding-left:1.2rem}li{margin:.2rem 0}
.badge{display:inline-flex;align-items:baseline;gap:.35em;padding:.12em .65em;border-radius:99px;font-size:.82rem;font-weight:650;white-space:nowrap}
.badge.good{background:var(--good-wash);color:var(--good)}.badge.warn{background:var(--warn-wash);color:var(--warn)}
.badge.bad{background:var(--bad-wash);color:var(--bad)}.badge.open{background:var(--open-wash);color:var(--open)}.badge.plain{background:var(--faint);color:var(--soft)}
.id{font:600 .82rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);white-space:nowrap}
details{border:1px solid var(--line);border-radius:10px;margin:.5rem 0}summary{cursor:pointer;padding:.6rem .9rem;border-radius:10px;font-weight:550}
summary:hover{background:var(--faint)}.inside{padding:.2rem 1rem 1rem;border-top:1px solid var(--line)}
.promise summary,.drill summary{display:grid;grid-template-columns:.8rem 5.6rem 1fr auto;gap:.9rem;align-items:baseline;font-weight:400}.drill summary{grid-template-columns:.8rem 6.4rem 1fr auto}.drill .text{font-weight:550}.drill .text .count{font-weight:400;margin-left:.4em}
.promise summary::before,.drill summary::before{content:"▸" / "";color:var(--soft)}.promise[open] summary::before,.drill[open] summary::before{content:"▾" / ""}
.words dt{font-weight:650;margin-top:.6rem}.words dd{margin:.1rem 0 0;color:var(--soft)}.promise dl,.pairs{margin:.6rem 0 0}.promise dt{font-weight:650;font-size:.86rem;color:var(--soft);margin-top:.6rem}.promise dd{margin:0}
.pairs div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line);padding:.35rem 0}.pairs dt{color:var(--soft)}.pairs dd{margin:0;font-weight:600}
.scroll{position:relative;overflow-x:auto;border:1px solid var(--line);border-radius:10px;margin:.8rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}caption{text-align:left;padding:.5rem .8rem;color:var(--soft);font-size:.85rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-bottom:1px solid var(--line)}tbody tr:last-child>*{border-bottom:0}
thead th,thead td{background:var(--faint);font-size:.82rem;color:var(--soft);white-space:nowrap}tbody th{font-weight:600}
.matrix td{font-size:.8rem;min-width:6.2rem;border-left:1px solid var(--line)}.matrix .some{background:var(--wash)}.matrix a{color:inherit}tr[id]{scroll-margin-top:8rem}tr:target>*{background:var(--warn-wash)}.matrix tbody th{white-space:nowrap;background:var(--faint)}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2rem;align-items:start}.three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1.6rem}
.two h3:first-child,.three h3:first-child{margin-top:0}.three li,.three .count{font-size:.92rem}
.legend .entry{display:inline-flex;align-items:center;gap:.45rem;white-space:nowrap}.legend{font-size:.85rem;color:var(--soft);display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1.1rem}
.key{display:inline-block;width:1.1rem;height:.8rem;border-radius:3px}.key.bar,.key.agreed{background:var(--water)}.key.limit{width:3px;height:1rem;background:var(--bad)}.key.elsewhere{background:var(--bad)}.key.waived{background:var(--warn)}.key.allowed{background:var(--wash);border:1px solid var(--water)}
.key.zone{background:var(--wash);border:1px solid var(--water)}.key.part{background:var(--card);border:2px solid var(--water)}.key.store{background:var(--card);border:1px solid var(--soft)}.key.beyond{background:var(--card);border:1px dashed var(--soft)}.key.request{background:var(--water);height:3px;width:1.9rem}.key.peering{height:2px;width:1.9rem;border-radius:0;background:repeating-linear-gradient(90deg,var(--soft) 0 6px,transparent 6px 10px)}.key.tunnel{height:0;width:1.9rem;border-top:3px solid var(--open)}
svg{max-width:100%;height:auto;display:block}svg text{fill:var(--ink);font:500 13px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.scroll .topology{min-width:900px;margin:0 auto}
.topology .note{fill:var(--soft);font-size:11.5px;font-weight:400}.topology .title{font-weight:650}
.topology rect{stroke-width:1.2}.topology .site>rect{fill:var(--faint);stroke:var(--line)}.topology .site>text .title{font-size:15px;font-weight:680}
.topology .network>rect{fill:var(--card);stroke:var(--line)}.topology .segment>rect{fill:var(--wash);stroke:var(--water)}
.topology .device>rect{fill:var(--card);stroke:var(--water);stroke-width:1.8}.topology .outside>rect{fill:var(--card);stroke:var(--soft);stroke-dasharray:4 3}
.topology .store>rect{fill:var(--card);stroke:var(--soft)}
.topology .chip rect{fill:var(--card);stroke:var(--water);stroke-width:1}.topology .chip text{font:500 11px ui-monospace,Menlo,Consolas,monospace}
.line{fill:none;stroke-width:1.8}.line.request{stroke:var(--water)}.line.peering{stroke:var(--soft);stroke-dasharray:5 4}.line.tunnel{stroke:var(--open);stroke-width:2.4}#arrow path{fill:var(--water)}
time{white-space:nowrap}.chart{max-width:620px;margin:.4rem 0}.chart .row{display:grid;grid-template-columns:1fr auto;gap:0 1rem;align-items:end;margin:0 0 .55rem;font-size:.86rem;line-height:1.35;break-inside:avoid}.chart .value{color:var(--soft);white-space:nowrap}.chart svg{grid-column:1/-1;width:100%;height:20px}.chart .track{fill:var(--faint)}.chart .bar{fill:var(--water)}.chart .over{fill:var(--bad)}.chart .part{fill:var(--soft)}.chart .limit{stroke:var(--bad);stroke-width:2.5}.chart svg.plot{height:auto}.chart .axis{stroke:var(--soft);stroke-width:1}.chart .course{fill:none;stroke:var(--water);stroke-width:2}.chart .limit.across{stroke-dasharray:5 4;stroke-width:1.5}.chart .date{color:var(--soft);font-size:.8rem}
.map{max-width:430px}.map rect{stroke-width:1.2}.map .none rect{fill:var(--faint);stroke:var(--line)}.map .none text{fill:var(--soft)}.map .allowed rect{fill:var(--wash);stroke:var(--water)}
.map .agreed rect{fill:var(--water);stroke:var(--water)}.map .agreed text{fill:var(--card);font-weight:700}.map .waived rect{fill:var(--warn);stroke:var(--warn)}.map .waived text{fill:var(--card);font-weight:700}.map .elsewhere rect{fill:var(--bad);stroke:var(--bad)}.map .elsewhere text{fill:var(--card);font-weight:700}
footer{max-width:1280px;margin:0 auto 3rem;padding:0 1.5rem;color:var(--soft);font-size:.88rem}
@media (max-width:1180px){.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:760px){.scroll table{min-width:42rem}.scroll tbody th[scope=row]{position:sticky;left:0;background:var(--card);max-width:9.5rem;border-right:1px solid var(--line)}.matrix tbody th[scope=row]{background:var(--faint)}.promise .inside .scroll table,.drill .inside .scroll table{min-width:32rem}nav{position:static}section{scroll-margin-top:0}main,footer{padding:0 .9rem}header{padding:2rem .9rem 4.4rem}section{padding:1.1rem 1rem 1.2rem}.two,.three{grid-template-columns:minmax(0,1fr)}
.promise summary,.drill summary{grid-template-columns:.8rem minmax(0,1fr) auto}.badge,.legend .entry{white-space:normal}.badge{border-radius:12px}.promise summary .badge,.drill summary .badge{max-width:9.5rem}.promise .text,.drill .text{grid-column:2/-1;grid-row:2}.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem}.tile{padding:.8rem}.tile .figure{font-size:1.4rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#bbb;--faint:#f2f2f2;--wash:#e4f0f6;--water:#0b5f83}
.key,.badge,.matrix td,thead th,.tile{print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{margin:14mm}body{font-size:10pt}header{background:none;color:#000;padding:0 0 1rem}header p{color:#333}main{margin:0;max-width:none;padding:0}.skip{display:none}nav{position:static;background:none;padding:0}nav ul{display:block;columns:2}nav a{border:0;padding:.2rem 0;font-size:10pt}nav::before{content:"Contents" / "";font-weight:700}#topology{break-before:page}.topology{max-height:215mm;width:auto}.chart{max-width:420px}
section{border:0;padding:0;break-inside:auto;margin:0 0 1.2rem}h2{border-bottom:2px solid #000;padding-bottom:.2rem;break-after:avoid}h3{break-after:avoid}
.tile,tr,.promise summary{break-inside:avoid}.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}.scroll table,.promise .inside .scroll table,.drill .inside .scroll table{min-width:0}th,td{padding:.3rem .4rem;font-size:8pt}thead th,thead td{white-space:normal}.badge{white-space:normal}td .badge{white-space:nowrap}td code{overflow-wrap:anywhere}.matrix td{min-width:0}.matrix td,.matrix th{padding:.3rem;font-size:6.5pt}.matrix tbody th{white-space:normal}.scroll{overflow:visible}.scroll .topology{min-width:0}details::details-content{content-visibility:visible;block-size:auto}thead{display:table-header-group}}
`;
