namespace Occam.Core.Reports.Html;

/// <summary>The page's style: system font, light and dark, one column that also fits a phone.</summary>
internal static class Stylesheet
{
    public const string Text = """
        :root{--bg:#fff;--fg:#1c2430;--soft:#5b6675;--line:#e3e7ed;--panel:#f6f8fa;--first:#8a94a3;--second:#2f6fde;--third:#0f9d76;--warn:#b25e09;--bad:#c0362c}
        @media(prefers-color-scheme:dark){:root{--bg:#12161c;--fg:#e6eaf0;--soft:#98a3b3;--line:#2a323d;--panel:#1a2029;--first:#8a94a3;--second:#6aa0ff;--third:#3ccf9f;--warn:#e6a35c;--bad:#ff7b70}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:2rem 1rem 3rem}
        h1{font-size:1.9rem;line-height:1.2;margin:.1rem 0 1.2rem;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2.4rem 0 .6rem}
        .kicker{margin:0;color:var(--soft);font-size:.85rem}
        .note,footer,small{color:var(--soft);font-size:.85rem}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem}
        .card{background:var(--panel);border-radius:.6rem;padding:.9rem 1rem}
        .card b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
        .card span,.card small{display:block}
        .remarks{border-left:.25rem solid var(--warn);background:var(--panel);border-radius:0 .6rem .6rem 0;padding:.1rem 1rem;margin-top:1.5rem}
        .remarks h2{margin:.7rem 0 .2rem;font-size:1rem}
        .remarks ul{margin:.2rem 0 .8rem;padding-left:1.2rem}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.92rem}
        th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;vertical-align:top}
        th:first-child{text-align:left;padding-left:0}
        thead th{color:var(--soft);font-weight:500;font-size:.82rem}
        tbody th{font-weight:600}
        th small,td small{display:block;font-weight:400}
        .good{color:var(--third)}.bad{color:var(--bad)}
        svg{width:100%;height:auto;display:block}
        svg text{fill:var(--fg);font-size:13px}
        svg .tick,svg .axis{fill:var(--soft);font-size:12px}
        .grid{stroke:var(--line)}
        .path{fill:none;stroke:var(--soft);stroke-dasharray:3 5}
        .curve{fill:none;stroke:var(--second);stroke-width:2}
        .dot{fill:var(--second)}
        .first{fill:var(--first)}.second{fill:var(--second)}.third{fill:var(--third)}
        .label{font-weight:600}
        .bar{display:grid;grid-template-columns:minmax(6rem,14rem) 1fr 6rem;gap:.7rem;align-items:center;font-size:.85rem;padding:.1rem 0}
        .bar span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .bar i{position:relative;height:.8rem}
        .bar u,.bar s{position:absolute;left:0;top:0;height:100%;border-radius:.2rem;text-decoration:none}
        .bar u{background:var(--line)}.bar s{background:var(--second)}
        .bar em{font-style:normal;color:var(--soft);font-variant-numeric:tabular-nums;white-space:nowrap}
        @media(max-width:36rem){.bar{grid-template-columns:6rem 1fr 4.6rem;gap:.4rem}}
        summary{cursor:pointer;margin:.5rem 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;font-size:.88rem;margin:1rem 0}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        code{font-size:.82rem;color:var(--soft);overflow-wrap:anywhere}
        footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.8rem}
        """;
}
