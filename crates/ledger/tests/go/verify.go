// Verifies an exported log with Go's own sumdb packages, which this project has no part in:
//
//	verify DIR VKEY
//
// DIR holds a static log (tile/…, checkpoint), older checkpoints (checkpoint.SIZE), and proofs by the
// program under test: proof.INDEX (C2SP tlog-proof) and consistency.SIZE (one base64 hash a line).
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println("rejected:", err)
		os.Exit(1)
	}
}

func must(ok bool, what string, args ...interface{}) {
	if !ok {
		check(fmt.Errorf(what, args...))
	}
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	check(err)
	return data
}

func hashes(lines []string) (out []tlog.Hash) {
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		check(err)
		out = append(out, hash)
	}
	return out
}

func open(msg []byte, verifiers note.Verifiers, name string) tlog.Tree {
	signed, err := note.Open(msg, verifiers)
	check(err)
	lines := strings.Split(signed.Text, "\n")
	must(len(lines) == 4 && lines[0] == name, "not a checkpoint of %s", name)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	return tlog.Tree{N: size, Hash: hashes(lines[2:3])[0]}
}

type tiles struct{ dir string }

func (tiles) Height() int                     { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func path(t tlog.Tile) string                 { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }
func (t tiles) ReadTiles(want []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range want {
		data = append(data, read(t.dir, path(tile)))
	}
	return data, nil
}

func main() {
	dir := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	verifiers := note.VerifierList(verifier)
	tree := open(read(dir, "checkpoint"), verifiers, verifier.Name())
	reader := tlog.TileHashReader(tree, tiles{dir})
	root, err := tlog.TreeHash(tree.N, reader)
	check(err)
	must(root == tree.Hash, "the tiles have another root")

	entries := int64(0)
	for ; entries < tree.N; entries += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: entries / 256, W: 256}
		if tree.N-entries < 256 {
			tile.W = int(tree.N - entries)
		}
		bundle := read(dir, strings.Replace(path(tile), "tile/0/", "tile/entries/", 1))
		var indexes []int64
		for i := 0; i < tile.W; i++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, entries+int64(i)))
		}
		leaves, err := reader.ReadHashes(indexes)
		check(err)
		for i, leaf := range leaves {
			must(len(bundle) >= 2, "bundle of tile %d is cut off", tile.N)
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			must(len(bundle) >= length, "bundle of tile %d is cut off", tile.N)
			must(tlog.RecordHash(bundle[2:length]) == leaf, "entry %d does not hash to its leaf", entries+int64(i))
			bundle = bundle[length:]
		}
		must(len(bundle) == 0, "bundle of tile %d is too long", tile.N)
	}

	proofs, _ := filepath.Glob(filepath.Join(dir, "proof.*"))
	for _, file := range proofs {
		head, checkpoint, _ := strings.Cut(string(read(file)), "\n\n")
		lines := strings.Split(head, "\n")
		must(lines[0] == "c2sp.org/tlog-proof@v1", "not a proof")
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		check(err)
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		check(err)
		in := open([]byte(checkpoint), verifiers, verifier.Name())
		check(tlog.CheckRecord(hashes(lines[2:]), in.N, in.Hash, index, leaf[0]))
		own, err := tlog.ProveRecord(tree.N, index, reader)
		check(err)
		check(tlog.CheckRecord(own, tree.N, tree.Hash, index, leaf[0]))
	}
	growths, _ := filepath.Glob(filepath.Join(dir, "consistency.*"))
	for _, file := range growths {
		old := open(read(dir, "checkpoint"+filepath.Ext(file)), verifiers, verifier.Name())
		check(tlog.CheckTree(hashes(strings.Fields(string(read(file)))), tree.N, tree.Hash, old.N, old.Hash))
		own, err := tlog.ProveTree(tree.N, old.N, reader)
		check(err)
		check(tlog.CheckTree(own, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Printf("verified %d entries %d inclusion %d consistency root %s\n", tree.N, len(proofs), len(growths),
		base64.StdEncoding.EncodeToString(root[:]))
}
