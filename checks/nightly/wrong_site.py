"""A site that is wrong on purpose, so that a scanner can be shown to find something: what it is sent comes back as HTML
and goes into a statement of SQL as text. Writes its address to the file that is named."""

import http.server
import pathlib
import sqlite3
import sys
import urllib.parse


class Wrong(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        name = urllib.parse.parse_qs(url.query).get("name", [""])[0]
        body = f'<html><body><form action="/find"><input name="name" value=""/></form><a href="/find?name=a">a</a>{name}'
        status = 200
        if url.path == "/find":
            data = sqlite3.connect(":memory:")
            data.executescript("create table person (name text); insert into person values ('a'), ('b')")
            try:
                body += str(data.execute(f"select name from person where name = '{name}'").fetchall())
            except sqlite3.Error as error:
                body, status = f"SQLite error: {error}", 500
        answer = (body + "</body></html>").encode()
        self.send_response(status)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Wrong)
pathlib.Path(sys.argv[1]).write_text(f"http://127.0.0.1:{server.server_address[1]}")
server.serve_forever()
