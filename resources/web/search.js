// 在本机的目录里查找：中文的一段、全拼、首字母都行。不联网，数据在 data.js 里。
var SEARCH = (function () {
  "use strict";
  var MOST = 100;

  function plain(text) {
    return String(text).normalize("NFKC").toLowerCase();
  }

  // 每个词的几种说法：本来的，和俗称所指的。
  function wordings(data, asked) {
    return plain(asked).split(/\s+/).filter(Boolean).map(function (word) {
      var meant = data.aliases.filter(function (alias) { return alias[0].indexOf(word) >= 0; });
      return meant.reduce(function (all, alias) { return all.concat(alias[1]); }, [word]);
    });
  }

  function holds(text, ways) {
    return ways.some(function (way) { return text.indexOf(way) >= 0; });
  }

  // 返回条目的序号：名称里有的在前，只在内容里有的在后。
  function find(data, asked) {
    var words = wordings(data, asked), first = [], rest = [];
    if (!words.length) { return []; }
    for (var number = 0; number < data.entries.length; number += 1) {
      var entry = data.entries[number];
      var unit = data.units[entry[2]][1];
      var whole = entry[4] + " " + data.fields[entry[1]][1] + " " + unit + " " + entry[5];
      if (words.every(function (ways) { return holds(whole, ways); })) {
        (words.every(function (ways) { return holds(entry[4], ways); }) ? first : rest).push(number);
      }
    }
    return first.concat(rest);
  }

  function line(data, number) {
    var entry = data.entries[number];
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = entry[3];
    link.textContent = entry[0];
    var about = document.createElement("span");
    about.textContent = data.fields[entry[1]][0] + "　" + data.units[entry[2]][0];
    item.appendChild(link);
    item.appendChild(about);
    return item;
  }

  function show(data, asked) {
    var found = find(data, asked);
    var list = document.getElementById("found");
    while (list.firstChild) { list.removeChild(list.firstChild); }
    found.slice(0, MOST).forEach(function (number) { list.appendChild(line(data, number)); });
    var told = asked.trim() ? "找到 " + found.length + " 条。" : "";
    if (asked.trim() && !found.length) { told = "没有找到。换一个短些的词，或者按领域、按单位查。"; }
    if (found.length > MOST) { told += "列出前 " + MOST + " 条，可以再加一个词。"; }
    document.getElementById("told").textContent = told;
  }

  function start(data) {
    var box = document.getElementById("asked");
    var given = /[?&]q=([^&]*)/.exec(location.search);
    if (given) {
      try { box.value = decodeURIComponent(given[1].replace(/\+/g, " ")); } catch (error) { box.value = ""; }
    }
    document.getElementById("form").addEventListener("submit", function (event) {
      event.preventDefault();
      show(data, box.value);
    });
    show(data, box.value);
  }

  return { find: find, start: start };
}());
if (typeof document !== "undefined" && typeof CATALOGUE !== "undefined") { SEARCH.start(CATALOGUE); }
