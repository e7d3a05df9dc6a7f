"""Recognisers: each knows one kind of thing that documents hold, whatever their format."""
